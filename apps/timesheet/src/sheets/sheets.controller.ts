import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { requireRole } from '#libs/access';
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

interface ApprovedTotal {
  placementId: string;
  lines: number;
  minutes: number;
}

@Controller()
export class SheetsController {
  constructor(
    private readonly sheets: SheetsService,
    private readonly submissions: SubmissionService,
    private readonly reviews: ReviewService,
    private readonly disputes: DisputesService,
    private readonly dataSource: DataSource,
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

  /** PM-12. What this service counts as approved, for payments to compare with. */
  @Rpc(approvedTotals)
  async approved({ actor }: Call<typeof approvedTotals>) {
    requireRole(actor, 'admin');
    const items = await this.dataSource.query<ApprovedTotal[]>(
      `select placement_id as "placementId", count(*)::int as lines, sum(minutes)::int as minutes
       from entries where state in ('approved', 'settled') group by placement_id order by placement_id`,
    );
    return { items };
  }
}
