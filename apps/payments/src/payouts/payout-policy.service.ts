import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { PayoutPolicy, PayoutPolicyChange } from '#libs/contracts';
import { DataSource } from 'typeorm';
import { invalidField, stale } from '#libs/errors';
import { parseMoney } from '#libs/money';

export type PolicyView = z.output<typeof PayoutPolicy>;

const columns = `second_person_above as "secondPersonAbove", bank_details_rest_hours as "bankDetailsRestHours",
  promise_hours as "promiseHours", version`;

/** PM-5, PM-6. The limits and promises of payouts are data; what was asked for before keeps the promise it was given. */
@Injectable()
export class PayoutPolicyService {
  constructor(private readonly dataSource: DataSource) {}

  async get(on: Pick<EntityManager, 'query'> = this.dataSource.manager): Promise<PolicyView> {
    const [policy] = await on.query<PolicyView[]>(`select ${columns} from payout_policy`);
    return policy!;
  }

  /** Throws 412 `request.stale` unless `version` is the present one. */
  async change(
    tx: EntityManager,
    { version, policy }: { version: number; policy: z.output<typeof PayoutPolicyChange> },
  ): Promise<PolicyView> {
    checkLimits(policy.secondPersonAbove);
    const { secondPersonAbove, bankDetailsRestHours, promiseHours } = policy;
    const [changed] = await tx.query<[unknown[], number]>(
      `update payout_policy set second_person_above = $1::jsonb, bank_details_rest_hours = $2, promise_hours = $3,
         version = version + 1
       where version = $4 returning version`,
      [JSON.stringify(secondPersonAbove), bankDetailsRestHours, promiseHours, version],
    );
    const present = await this.get(tx);
    if (!changed.length) throw stale(present.version);
    return present;
  }
}

function checkLimits(limits: PolicyView['secondPersonAbove']): void {
  limits.forEach((limit, index) => {
    if (parseMoney(limit).minor < 0n) {
      throw invalidField(
        'payments.limit-negative',
        `secondPersonAbove.${index}.amount`,
        'must not be negative',
        'PM-6',
      );
    }
    if (limits.findIndex(({ currency }) => currency === limit.currency) < index) {
      throw invalidField('payments.limit-twice', `secondPersonAbove.${index}.currency`, 'has a limit already', 'PM-6');
    }
  });
}
