import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { ReferralPolicy, ReferralPolicyChange, setReferralPolicy } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Edits } from '#libs/history';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';

type Policy = z.output<typeof ReferralPolicyChange>;
type View = z.output<typeof ReferralPolicy>;
const table = 'referral-policy';

/** The numbers referrals go by. What is pinned on a lead or set as a timer stays as it was. */
@Injectable()
export class PolicyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  async of(on: Pick<EntityManager, 'query'>): Promise<Policy> {
    const [row] = await on.query<{ policy: Policy }[]>('select policy from referral_policy');
    return row!.policy;
  }

  async get(actor: Actor): Promise<View> {
    requireRole(actor, ...staff);
    return this.view(this.dataSource.manager);
  }

  set(call: Call<typeof setReferralPolicy>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    const { from, to } = input.policy.meetingMinutes;
    if (from > to)
      throw invalidField('referral.meeting-bounds', 'meetingMinutes', 'must not end before they begin', 'RC-2');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, table, actor, input.version);
      await tx.query('update referral_policy set policy = $1::jsonb', [JSON.stringify(input.policy)]);
      return this.view(tx);
    });
  }

  private async view(on: EntityManager): Promise<View> {
    const { version } = await this.edits.of(on, table);
    return { ...(await this.of(on)), version };
  }
}
