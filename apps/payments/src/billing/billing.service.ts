import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, visible } from '#libs/access';
import type { BillingProfile, InvoicePolicy, InvoicePolicyChange, NewBillingProfile, Party } from '#libs/contracts';
import { invalidField, notFound, stale } from '#libs/errors';
import { Edits } from '#libs/history';
import { Clock } from '#libs/time';
import { checkBankDetails } from '../bank-details/bank-details.rules.js';

type Profile = z.output<typeof NewBillingProfile>;
type Policy = z.output<typeof InvoicePolicyChange>;
type Queries = Pick<EntityManager, 'query'>;

const policyTable = 'invoice-policy';

/** PM-4. Who bills, who is billed, and how. What was issued keeps what it was issued with. */
@Injectable()
export class Billing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly edits: Edits,
    private readonly clock: Clock,
  ) {}

  /** Throws not-found `payments.no-billing-profile` while there is none. */
  async profile(actor: Actor, clientId: string): Promise<z.output<typeof BillingProfile>> {
    visible(actor, { clientId }, 'client');
    const known = await this.known(this.dataSource.manager, clientId);
    if (!known) throw notFound('payments.no-billing-profile', 'It has no billing profile yet.', { rule: 'PM-4' });
    return known;
  }

  /** Throws 412 `request.stale` unless `version` is the present one, 0 while there is none. */
  async setProfile(
    tx: EntityManager,
    actor: Actor,
    { clientId, version, profile }: { clientId: string; version: number; profile: Profile },
  ): Promise<z.output<typeof BillingProfile>> {
    const clients = await tx.query<unknown[]>('select from clients where client_id = $1', [clientId]);
    if (!clients.length) throw notYours('client');
    const written = await tx.query<unknown[]>(
      `insert into billing_profiles as known (client_id, profile, version, changed_at, changed_by)
       select $1::uuid, $2::jsonb, $3::integer + 1, $4::timestamptz, $5::text
       where $3 = 0 or exists (select from billing_profiles where client_id = $1)
       on conflict (client_id) do update set profile = excluded.profile, version = excluded.version,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
       where known.version = $3 returning version`,
      [clientId, JSON.stringify(profile), version, this.clock.now(), actor.name],
    );
    const present = await this.known(tx, clientId);
    if (!written.length || !present) throw stale(present?.version ?? 0);
    return present;
  }

  async known(on: Queries, clientId: string): Promise<z.output<typeof BillingProfile> | undefined> {
    const [row] = await on.query<{ profile: Profile; version: number; changedAt: Date; changedBy: string }[]>(
      `select profile, version, changed_at as "changedAt", changed_by as "changedBy" from billing_profiles
       where client_id = $1`,
      [clientId],
    );
    if (!row) return undefined;
    const { profile, version, changedAt, changedBy } = row;
    return { clientId, ...profile, version, changedAt: changedAt.toISOString(), changedBy };
  }

  async policy(on: Queries = this.dataSource.manager): Promise<z.output<typeof InvoicePolicy>> {
    const [row] = await on.query<{ policy: Policy }[]>('select policy from invoice_policy');
    return { ...row!.policy, version: (await this.edits.of(on, policyTable)).version };
  }

  /** Throws 412 `request.stale`, and what `checkBankDetails` finds wrong with the seller's account. */
  async setPolicy(tx: EntityManager, actor: Actor, { version, policy }: { version: number; policy: Policy }) {
    const checked = checkedPolicy(policy);
    await this.edits.next(tx, policyTable, actor, version);
    await tx.query('update invoice_policy set policy = $1::jsonb', [JSON.stringify(checked)]);
    return this.policy(tx);
  }
}

function checkedPolicy(policy: Policy): Policy {
  if (policy.creditNotePrefix === policy.invoicePrefix)
    throw invalidField('payments.prefixes-alike', 'creditNotePrefix', 'must differ from that of invoices', 'PM-4');
  const { seller } = policy;
  return {
    ...policy,
    reminderDays: [...new Set(policy.reminderDays)].sort((a, b) => a - b),
    seller: seller && { ...seller, ...checkedAccount(seller) },
  };
}

/** The most a bank takes as the name of an account's holder. */
const longestHolder = 70;

function checkedAccount({ legalName, iban, bic }: { legalName: string; iban: string; bic: string }) {
  const checked = checkBankDetails({ kind: 'iban', holder: legalName.slice(0, longestHolder), iban, bic });
  return checked.kind === 'iban' ? { iban: checked.iban, bic: checked.bic } : {};
}

export const partyOf = ({ legalName, address, taxId, email }: z.output<typeof Party>): z.output<typeof Party> => ({
  ...{ legalName, address, taxId, email },
});
