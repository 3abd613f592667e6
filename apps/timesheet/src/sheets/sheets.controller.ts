import { Controller } from '@nestjs/common';
import {
  answerDispute,
  approvedTotals,
  decideDispute,
  getSheet,
  listSheets,
  returnSheet,
  reviewSheet,
  submitSheet,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { DisputesService } from './disputes.service.js';
import { ReviewService } from './review.service.js';
import { SheetsService } from './sheets.service.js';
import { SubmissionService } from './submission.service.js';

@Controller()
export class SheetsController {
  constructor(
    private readonly sheets: SheetsService,
    private readonly submissions: SubmissionService,
    private readonly reviews: ReviewService,
    private readonly disputes: DisputesService,
  ) {}

  @Rpc(listSheets)
  list({ actor, input }: Call<typeof listSheets>) {
    return this.sheets.list(actor, input);
  }

  @Rpc(getSheet)
  get({ actor, input }: Call<typeof getSheet>) {
    return this.sheets.get(actor, input.id);
  }

  @Rpc(submitSheet)
  submit(call: Call<typeof submitSheet>) {
    return this.submissions.submit(call);
  }

  @Rpc(reviewSheet)
  review(call: Call<typeof reviewSheet>) {
    return this.reviews.review(call);
  }

  @Rpc(returnSheet)
  returnToExpert(call: Call<typeof returnSheet>) {
    return this.reviews.returnToExpert(call);
  }

  @Rpc(answerDispute)
  answer(call: Call<typeof answerDispute>) {
    return this.disputes.answer(call);
  }

  @Rpc(decideDispute)
  decide(call: Call<typeof decideDispute>) {
    return this.disputes.decide(call);
  }

  @Rpc(approvedTotals)
  async approved({ actor }: Call<typeof approvedTotals>) {
    return { items: await this.sheets.approvedTotals(actor) };
  }
}
