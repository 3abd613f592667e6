import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContractTerms, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { parseMoney } from '#libs/money';
import { Clock } from '#libs/time';
import { SettlementCalendar } from '../settlement/settlement-calendar.js';

const { placementActivated, contractAmended } = placementEvents;

interface Parties {
  placementId: string;
  clientId: string;
  expertId: string;
}

/** The contract a placement starts with; amendments count on from it. */
const firstNumber = 1;

/** PM-11. The dated rates of every placement. A contract once learnt never changes: an amendment is another one. */
@Injectable()
export class ContractsConsumer {
  constructor(
    private readonly calendar: SettlementCalendar,
    private readonly clock: Clock,
  ) {}

  @OnEvent(placementActivated)
  async activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { title, clientId, clientName, expertId, expertName, terms } = data;
    await tx.query('insert into clients (client_id, name) values ($1, $2) on conflict do nothing', [
      clientId,
      clientName,
    ]);
    await tx.query('insert into experts (expert_id, name) values ($1, $2) on conflict do nothing', [
      expertId,
      expertName,
    ]);
    await this.learn(tx, data, { title, number: firstNumber, effectiveFrom: terms.startsOn, terms });
  }

  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    await this.learn(tx, data, { title: '', ...data });
  }

  private async learn(
    tx: EntityManager,
    { placementId, clientId, expertId }: Parties,
    contract: { title: string; number: number; effectiveFrom: string; terms: ContractTerms },
  ): Promise<void> {
    const { title, number, effectiveFrom, terms } = contract;
    const [pay, bill] = [parseMoney(terms.payRate), parseMoney(terms.billRate)];
    // An amendment agreed before the placement began comes before its title. A settlement that runs now is waited for here,
    // so that what it didn't know of was learnt after it.
    await tx.query(
      `insert into placements (placement_id, client_id, expert_id, title) values ($1, $2, $3, $4)
       on conflict (placement_id) do update set title = excluded.title where excluded.title <> ''`,
      [placementId, clientId, expertId, title],
    );
    await tx.query(
      `insert into contracts (placement_id, number, effective_from, pay_rate_minor, pay_currency, bill_rate_minor,
         bill_currency, settlement_every_days, learnt_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [
        ...[placementId, number, effectiveFrom, pay.minor.toString(), pay.currency],
        ...[bill.minor.toString(), bill.currency, terms.settlementEveryDays, this.clock.now()],
      ],
    );
    await workOutRates(tx, placementId);
    await this.calendar.arm(tx);
  }
}

/**
 * PM-11. A contract's rates are in force until the next later contract begins; of two that begin on one day the higher
 * number counts, and the other never is. `rateOn` in settlement.rules.ts says the same.
 */
export async function workOutRates(tx: EntityManager, placementId: string): Promise<void> {
  await tx.query('delete from rates_in_force where placement_id = $1', [placementId]);
  await tx.query(
    `insert into rates_in_force
     select placement_id, effective_from, until_day, number, pay_rate_minor, pay_currency, bill_rate_minor, bill_currency,
       settlement_every_days
     from (
       select *, lead(effective_from, 1, 'infinity') over (order by effective_from, number) as until_day
       from contracts where placement_id = $1
     ) ordered
     where effective_from < until_day`,
    [placementId],
  );
}
