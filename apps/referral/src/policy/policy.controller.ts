import { Controller } from '@nestjs/common';
import { getReferralPolicy, setReferralPolicy } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { PolicyService } from './policy.service.js';

@Controller()
export class PolicyController {
  constructor(private readonly policy: PolicyService) {}

  @Rpc(getReferralPolicy)
  get({ actor }: Call<typeof getReferralPolicy>) {
    return this.policy.get(actor);
  }

  @Rpc(setReferralPolicy)
  set(call: Call<typeof setReferralPolicy>) {
    return this.policy.set(call);
  }
}
