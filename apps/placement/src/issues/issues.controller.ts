import { Controller } from '@nestjs/common';
import {
  addIssueCategory,
  changeIssueCategory,
  getLoss,
  getStrikes,
  liftStrike,
  listIssueCategories,
  listLosses,
  recordLoss,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CategoriesService } from './categories.service.js';
import { LossesService } from './losses.service.js';
import { LossRecordingService } from './loss-recording.service.js';

@Controller()
export class IssuesController {
  constructor(
    private readonly categories: CategoriesService,
    private readonly losses: LossesService,
    private readonly recording: LossRecordingService,
  ) {}

  @Rpc(listIssueCategories)
  listCategories({ actor, input }: Call<typeof listIssueCategories>) {
    return this.categories.list(actor, input);
  }

  @Rpc(addIssueCategory)
  addCategory(call: Call<typeof addIssueCategory>) {
    return this.categories.add(call);
  }

  @Rpc(changeIssueCategory)
  changeCategory(call: Call<typeof changeIssueCategory>) {
    return this.categories.change(call);
  }

  @Rpc(recordLoss)
  record(call: Call<typeof recordLoss>) {
    return this.recording.record(call);
  }

  @Rpc(liftStrike)
  lift(call: Call<typeof liftStrike>) {
    return this.recording.lift(call);
  }

  @Rpc(listLosses)
  list({ actor, input }: Call<typeof listLosses>) {
    return this.losses.list(actor, input);
  }

  @Rpc(getLoss)
  get({ actor, input }: Call<typeof getLoss>) {
    return this.losses.get(actor, input.id);
  }

  @Rpc(getStrikes)
  strikes({ actor, input }: Call<typeof getStrikes>) {
    return this.losses.strikes(actor, input.expertId);
  }
}
