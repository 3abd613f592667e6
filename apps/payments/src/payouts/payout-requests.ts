import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import type { NewPayout } from '#libs/contracts';
import { invalid, invalidField } from '#libs/errors';
import { compare, type Money, parseMoney } from '#libs/money';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BankDetailsService } from '../bank-details/bank-details.service.js';
import type { BankDetailsEntity } from '../bank-details/bank-details.entity.js';
import { insufficientBalance } from '../ledger/ledger.errors.js';
import { Ledger } from '../ledger/ledger.js';
import { secondPersonReasons } from './four-eyes.rules.js';
import type { PayoutEntity } from './payout.entity.js';
import { PayoutPolicyService, type PolicyView } from './payout-policy.service.js';
import { promiseFor } from './payout-promise.rules.js';
import { PayoutSteps } from './payout-steps.js';

export const noBankDetails = () =>
  invalid('payments.no-bank-details', 'Enter your bank details first: there is no account to pay to.', {
    rule: 'PM-5',
  });

/** PM-5. An expert asks for money. */
@Injectable()
export class PayoutRequests {
  constructor(
    private readonly bankDetails: BankDetailsService,
    private readonly ledger: Ledger,
    private readonly policy: PayoutPolicyService,
    private readonly steps: PayoutSteps,
    private readonly clock: Clock,
  ) {}

  /**
   * Reserves the amount; approved at once unless a second person has to (PM-6). Throws invalid
   * `payments.amount-not-positive`, `payments.no-bank-details`, `payments.insufficient-balance`, and those of `parseMoney`.
   */
  async request(
    tx: EntityManager,
    actor: Actor,
    expertId: string,
    { amount: asked, invoiceReference }: z.output<typeof NewPayout>,
  ): Promise<PayoutEntity> {
    const amount = parseMoney(asked);
    if (amount.minor <= 0n)
      throw invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', 'PM-5');
    const details = await this.bankDetails.find(tx, expertId);
    if (!details) throw noBankDetails();
    // For a refusal in good words; against requests at the same moment the ledger itself guards.
    const available = await this.ledger.owed(tx, 'expert-safe', expertId, amount.currency);
    if (compare(amount, available) > 0) throw insufficientBalance(available);

    const policy = await this.policy.get(tx);
    const reasons = this.reasons(amount, details, policy);
    const payout = this.payout(actor, { expertId, amount, details, policy, reasons, invoiceReference });
    await this.steps.begin(tx, payout, actor);
    if (reasons.length) return payout;
    return this.steps.take(tx, payout, {
      ...{ step: 'approve', actor: systemActor, reason: payout.approvalReason ?? '' },
      noted: { approvedBy: systemActor.name },
    });
  }

  private reasons(amount: Money, { changedAt }: BankDetailsEntity, policy: PolicyView): string[] {
    return secondPersonReasons(
      { amount, detailsChangedAt: changedAt, now: this.clock.now() },
      { ...policy, secondPersonAbove: policy.secondPersonAbove.map((limit) => parseMoney(limit)) },
    );
  }

  private payout(
    actor: Actor,
    about: {
      expertId: string;
      amount: Money;
      details: BankDetailsEntity;
      policy: PolicyView;
      reasons: string[];
      invoiceReference?: string;
    },
  ): PayoutEntity {
    const { expertId, amount, details, policy, reasons, invoiceReference = null } = about;
    const requestedAt = this.clock.now();
    return {
      ...{ id: newId(), expertId, currency: amount.currency, amountMinor: amount.minor.toString(), state: 'requested' },
      ...{ beneficiary: details.details, bankAccount: details.masked, bankDetailsById: details.changedById },
      ...{ invoiceReference, requestedAt, requestedBy: actor.name, requestedById: actor.id },
      promisedBy: promiseFor(requestedAt, policy.promiseHours),
      ...{ late: false, needsSecondPerson: reasons.length > 0, approvedBy: null, bankReference: null, version: 1 },
      approvalReason: reasons.length
        ? `A second person has to approve: ${reasons.join(', and ')}.`
        : 'Within the limit, to bank details that have rested: approved at once.',
    };
  }
}
