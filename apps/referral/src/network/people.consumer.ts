import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { gatewayEvents, paymentsEvents, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { parseMoney } from '#libs/money';
import { AccountEntity, ClientEntity, ExpertEntity } from './people.entities.js';

const { accountCreated, accountChanged } = gatewayEvents;
const { clientRegistered, clientChanged, expertApplied, expertChanged } = placementEvents;
const { bankAccountNamed, moneyReceived, moneyTakenOff, creditNoteIssued } = paymentsEvents;
type Received = EventOf<typeof moneyReceived>['data'];
type Moved = Omit<Received, 'amount' | 'invoiceId' | 'bankReference' | 'receivedOn'> & { kind: string; minor: bigint };

/** Learns who is who, and which of them share a bank account. */
@Injectable()
export class PeopleConsumer {
  @OnEvent(accountCreated, accountChanged)
  async account({ data }: EventOf<typeof accountChanged>, tx: EntityManager): Promise<void> {
    const { accountId, role, name, email, clientId, disabled } = data;
    await tx.upsert(AccountEntity, { accountId, role, name, email, clientId, disabled }, ['accountId']);
  }

  @OnEvent(clientRegistered)
  async registered(event: EventOf<typeof clientRegistered>, tx: EntityManager): Promise<void> {
    await this.client(event, tx);
    const { clientId } = event.data;
    await tx.query('update clients set registered_at = $2 where client_id = $1', [clientId, event.time]);
  }

  @OnEvent(clientChanged)
  async client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    const { clientId, name, contacts } = data;
    await tx.upsert(ClientEntity, { clientId, name }, ['clientId']);
    await tx.query(
      `insert into contacts (contact_id, client_id, email)
       select id, $1, email from jsonb_to_recordset($2::jsonb) as named (id uuid, email text)
       on conflict (contact_id) do update set email = excluded.email, gone = false`,
      [clientId, JSON.stringify(contacts)],
    );
    await tx.query('update contacts set gone = true where client_id = $1 and not contact_id = any($2::uuid[])', [
      clientId,
      contacts.map(({ id }) => id),
    ]);
  }

  @OnEvent(expertApplied, expertChanged)
  async expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    const { expertId, name } = data;
    await tx.upsert(ExpertEntity, { expertId, name }, ['expertId']);
  }

  @OnEvent(bankAccountNamed)
  async expertBank({ data }: EventOf<typeof bankAccountNamed>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into expert_bank_accounts as known (expert_id, bank_account_id, named_at) values ($1, $2, $3)
       on conflict (expert_id) do update set bank_account_id = excluded.bank_account_id, named_at = excluded.named_at
       where known.named_at <= excluded.named_at`,
      [data.expertId, data.bankAccountId, data.at],
    );
  }

  @OnEvent(moneyReceived)
  async received({ data }: EventOf<typeof moneyReceived>, tx: EntityManager): Promise<void> {
    await this.money(tx, { ...data, kind: 'received', minor: parseMoney(data.amount).minor });
  }

  @OnEvent(moneyTakenOff)
  async takenOff({ data }: EventOf<typeof moneyTakenOff>, tx: EntityManager): Promise<void> {
    await this.money(tx, { ...data, payerAccountId: null, kind: data.why, minor: -parseMoney(data.amount).minor });
  }

  /** It is still the client's, unless a person then takes the rest off as well. */
  @OnEvent(creditNoteIssued)
  async freed({ data, time }: EventOf<typeof creditNoteIssued>, tx: EntityManager): Promise<void> {
    const { standing, freedFrom = [] } = data;
    for (const { amount, ...freed } of freedFrom.toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1))) {
      const moved = { ...freed, standing, payerAccountId: null, at: time.toISOString() };
      await this.money(tx, { ...moved, kind: 'credit-note', minor: -parseMoney(amount).minor });
    }
  }

  /** What is of one payment one after the other: whoever looks next sees all of it. */
  private async money(tx: EntityManager, moved: Moved): Promise<void> {
    const { movementId, paymentId, standing, payerAccountId, kind, minor, at } = moved;
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`referral.payment ${paymentId}`]);
    await tx.query('insert into client_money values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing', [
      ...[movementId, paymentId, standing.clientId, payerAccountId, kind, minor.toString(), at],
    ]);
  }
}
