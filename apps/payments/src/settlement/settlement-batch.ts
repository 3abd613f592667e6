import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { moneyIn } from '#libs/persistence';
import { Clock } from '#libs/time';
import { settlementLegs } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { type DuePlacement, holdRates, nextPlacements, waitingGroups } from './priced-lines.js';
import {
  balanceKey,
  chooseGroups,
  type Refusal,
  type SafeBalances,
  type WaitingGroup,
} from './settlement-batch.rules.js';
import { SettlementCalendar } from './settlement-calendar.js';
import { SettlementRunEntity } from './settlement-run.entity.js';
import { type ChosenGroup, type WrittenSettlement, writeSettlements } from './write-settlements.js';

/** What fits into one message. */
const entriesPerEvent = 500;

/** PM-3. Settles a run batch by batch; each is a transaction of its own, so a crash costs one batch, which is done again. */
@Injectable()
export class SettlementBatch {
  /** Settled in one transaction: enough to be quick, few enough to keep others waiting for a moment only. */
  placementsPerBatch = 1_000;

  constructor(
    private readonly calendar: SettlementCalendar,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Settles the next placements of a run; answers whether the run is done. */
  async settle(tx: EntityManager, runId: string): Promise<boolean> {
    const run = await tx.findOneOrFail(SettlementRunEntity, {
      where: { id: runId },
      lock: { mode: 'pessimistic_write' },
    });
    if (run.state === 'done') return true;
    const due = await nextPlacements(tx, { ...run, anchor: this.calendar.anchor, limit: this.placementsPerBatch });
    const ids = due.map(({ placementId }) => placementId);
    await holdRates(tx, ids);
    const groups = await waitingGroups(tx, ids, run.periodEnd);
    const { settled, refused } = chooseGroups(groups, await safeBalances(tx, groups));
    const written = await writeSettlements(tx, run, chosenOf(settled, due), this.clock.now());
    await this.post(tx, written);
    await this.announce(tx, run, written);
    return this.advance(tx, run, { ids, written, refused });
  }

  /** In the order chosen, so that no balance dips below zero between two entries. */
  private async post(tx: EntityManager, written: WrittenSettlement[]): Promise<void> {
    const entries = written.map(({ id, clientId, expertId, currency, payMinor, billMinor }) => {
      const [pay, bill] = [moneyIn(payMinor, currency), moneyIn(billMinor, currency)];
      return { kind: 'settlement', reference: id, legs: settlementLegs({ clientId, expertId, pay, bill }) };
    });
    await this.ledger.post(
      tx,
      systemActor,
      entries.filter(({ legs }) => legs.length > 0),
    );
  }

  private async announce(tx: EntityManager, run: SettlementRunEntity, written: WrittenSettlement[]): Promise<void> {
    const settledAt = this.clock.now().toISOString();
    const events = written.flatMap(({ id, placementId, clientId, expertId, periodStart, entryIds }) =>
      partsOf(entryIds, entriesPerEvent).map((part) => ({
        aggregateId: id,
        actor: systemActor,
        data: {
          ...{ settlementId: id, placementId, clientId, expertId, periodStart, periodEnd: run.periodEnd },
          ...{ entryIds: part, settledAt },
        },
      })),
    );
    await this.outbox.addAll(tx, paymentsEvents.linesSettled, events);
  }

  private async advance(
    tx: EntityManager,
    run: SettlementRunEntity,
    { ids, written, refused }: { ids: string[]; written: WrittenSettlement[]; refused: Refusal[] },
  ): Promise<boolean> {
    const isLast = ids.length < this.placementsPerBatch;
    await tx.update(SettlementRunEntity, run.id, {
      settlements: run.settlements + written.length,
      linesSettled: run.linesSettled + written.reduce((sum, { lines }) => sum + lines, 0),
      refused: [...run.refused, ...refused],
      settledUpTo: ids.at(-1) ?? run.settledUpTo,
      ...(isLast && { state: 'done', finishedAt: this.clock.now() }),
    });
    return isLast;
  }
}

function chosenOf(groups: readonly WaitingGroup[], due: readonly DuePlacement[]): ChosenGroup[] {
  const starts = new Map(due.map(({ placementId, periodStart }) => [placementId, periodStart]));
  return groups.map((group) => ({ ...group, periodStart: starts.get(group.placementId) ?? null }));
}

/** Read only where a group takes money back: everybody else can't be overdrawn by being paid. */
async function safeBalances(tx: EntityManager, groups: readonly WaitingGroup[]): Promise<SafeBalances> {
  const experts = groups.filter(({ payMinor }) => payMinor < 0n).map(({ expertId }) => expertId);
  if (!experts.length) return new Map();
  const rows = await tx.query<{ expertId: string; currency: string; minor: string }[]>(
    `select owner_id as "expertId", currency, -balance_minor as minor from account_balances
     where account = 'expert-safe' and owner_id = any($1)`,
    [experts],
  );
  return new Map(rows.map(({ expertId, currency, minor }) => [balanceKey(expertId, currency), BigInt(minor)]));
}

const partsOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
