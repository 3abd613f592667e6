import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { PayrollAnswer } from '#libs/contracts';
import { type MessageContract, names, OnMessage } from '#libs/messaging';
import { PayoutsService } from './payouts.service.js';

/** The payroll system as it answers over the broker, where its user name is its whole identity. */
const payrollActor: Actor = { id: '00000000-0000-7000-8000-000000000001', role: 'payroll', name: 'Payroll' };

/** The same answer is recognised by what it says: payroll needs no message ids. */
const answers: MessageContract<typeof PayrollAnswer> = {
  queue: names.payrollAnswers,
  schema: PayrollAnswer,
  key: ({ payoutId, outcome, bankReference = '' }) => `${payoutId}/${outcome}/${bankReference}`,
};

/** PM-8. Payroll's answers from its queue. One that contradicts what is known is parked, with the reason. */
@Injectable()
export class PayrollAnswersConsumer {
  constructor(private readonly payouts: PayoutsService) {}

  @OnMessage(answers)
  async answered(answer: z.output<typeof PayrollAnswer>, tx: EntityManager): Promise<void> {
    await this.payouts.answered(tx, payrollActor, answer);
  }
}
