import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents, placementEvents, referralEvents } from '#libs/contracts';
import { OnEvent, Outbox } from '#libs/messaging';
import { addDays, Clock, dayOf, instantOf, OnTimer, type Timer, Timers } from '#libs/time';
import { ConcentrationService, type Over } from './concentration.service.js';

const look = 'referral.concentration';
const network = 'network';
/** Many changes in a row are looked at together. */
const soonMs = 600_000;

/** PL-18. Says once that a client passed the limit, of revenue in each currency, and again only after it came below. */
@Injectable()
export class ConcentrationAlerts {
  constructor(
    private readonly concentration: ConcentrationService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @OnEvent(
    placementEvents.placementActivated,
    placementEvents.placementEnded,
    paymentsEvents.invoiceIssued,
    paymentsEvents.creditNoteIssued,
  )
  changed(_: unknown, tx: EntityManager): Promise<void> {
    return this.timers.setEarlier(tx, look, network, new Date(this.clock.now().getTime() + soonMs));
  }

  /** Every night too: months leave the window, and the limit is data. */
  @OnTimer(look)
  async look({ firedAt }: Timer, tx: EntityManager): Promise<void> {
    const { over, isQuiet, limitPercent } = await this.concentration.over(tx);
    const present = JSON.stringify(over.map(({ part, of, currency }) => ({ client_id: part.clientId, of, currency })));
    await tx.query(
      `delete from concentration_alerts alert where not exists (
         select from jsonb_to_recordset($1::jsonb) as now_over (client_id uuid, "of" text, currency char(3))
         where now_over.client_id = alert.client_id and now_over."of" = alert."of"
           and now_over.currency is not distinct from alert.currency)`,
      [present],
    );
    for (const each of over) await this.tell(tx, each, limitPercent, firedAt);
    if (!isQuiet) await this.timers.setEarlier(tx, look, network, nextNight(firedAt));
  }

  private async tell(tx: EntityManager, { part, of, currency }: Over, limitPercent: number, at: Date): Promise<void> {
    const { clientId, clientName } = part;
    const told = await tx.query<unknown[]>(
      'insert into concentration_alerts values ($1, $2, $3, $4) on conflict do nothing returning since',
      [clientId, of, currency, at],
    );
    if (!told.length) return;
    await this.outbox.add(tx, referralEvents.concentrationExceeded, {
      aggregateId: clientId,
      actor: systemActor,
      data: {
        ...{ clientId, clientName, of, currency, limitBasisPoints: limitPercent * 100, at: at.toISOString() },
        shareBasisPoints: (of === 'revenue' ? part.revenueShare : part.placementShare)!,
      },
    });
  }
}

const nextNight = (now: Date): Date => instantOf(addDays(dayOf(now, 'UTC'), 1), '01:00', 'UTC');
