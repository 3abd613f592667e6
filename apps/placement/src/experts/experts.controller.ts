import { Controller } from '@nestjs/common';
import {
  applyAsExpert,
  certifyExpert,
  changeExpert,
  getExpert,
  listExperts,
  reinstateExpert,
  screenExpert,
  suspendExpert,
  terminateExpert,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CertificationService } from './certification.service.js';
import { ExpertsService } from './experts.service.js';
import { ProfileService } from './profile.service.js';

@Controller()
export class ExpertsController {
  constructor(
    private readonly experts: ExpertsService,
    private readonly profiles: ProfileService,
    private readonly certification: CertificationService,
  ) {}

  @Rpc(applyAsExpert)
  apply(call: Call<typeof applyAsExpert>) {
    return this.profiles.apply(call);
  }

  @Rpc(getExpert)
  get({ actor, input }: Call<typeof getExpert>) {
    return this.experts.get(actor, input.id);
  }

  @Rpc(listExperts)
  list({ actor, input }: Call<typeof listExperts>) {
    return this.experts.list(actor, input);
  }

  @Rpc(changeExpert)
  change(call: Call<typeof changeExpert>) {
    return this.profiles.change(call);
  }

  @Rpc(screenExpert)
  screen(call: Call<typeof screenExpert>) {
    return this.certification.step(call, 'screen');
  }

  @Rpc(certifyExpert)
  certify(call: Call<typeof certifyExpert>) {
    return this.certification.certify(call);
  }

  @Rpc(suspendExpert)
  suspend(call: Call<typeof suspendExpert>) {
    return this.certification.step(call, 'suspend');
  }

  @Rpc(reinstateExpert)
  reinstate(call: Call<typeof reinstateExpert>) {
    return this.certification.step(call, 'reinstate');
  }

  @Rpc(terminateExpert)
  terminate(call: Call<typeof terminateExpert>) {
    return this.certification.terminate(call);
  }
}
