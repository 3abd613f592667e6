import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents, placementEvents, referralEvents } from '#libs/contracts';
import { OnEvent, Outbox } from '#libs/messaging';
import { addDays, Clock, dayOf, instantOf, OnTimer, type Timer, Timers } from '#libs/time';
import { type ClientPart, ConcentrationService, type Of } from './concentration.service.js';

const look = 'referral.concentration';
const network = 'network';
/** Many changes in a row are looked at together. */
const soonMs = 600_000;

/** PL-18. Says once that a client passed the limit, and again only after it came below. */
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
    const { parts, limitPercent } = await this.concentration.parts(tx, {});
    const over = parts.flatMap((part) => part.overLimit.map((of) => ({ part, of })));
    const present = JSON.stringify(over.map(({ part, of }) => ({ client_id: part.clientId, of })));
    await tx.query(
      `delete from concentration_alerts alert where not exists (
         select from jsonb_to_recordset($1::jsonb) as now_over (client_id uuid, "of" text)
         where now_over.client_id = alert.client_id and now_over."of" = alert."of")`,
      [present],
    );
    for (const { part, of } of over) await this.tell(tx, part, of, limitPercent, firedAt);
    if (parts.length) await this.timers.setEarlier(tx, look, network, nextNight(firedAt));
  }

  private async tell(tx: EntityManager, part: ClientPart, of: Of, limitPercent: number, at: Date): Promise<void> {
    const { clientId, clientName } = part;
    const told = await tx.query<unknown[]>(
      'insert into concentration_alerts values ($1, $2, $3) on conflict do nothing returning since',
      [clientId, of, at],
    );
    if (!told.length) return;
    await this.outbox.add(tx, referralEvents.concentrationExceeded, {
      aggregateId: clientId,
      actor: systemActor,
      data: {
        ...{ clientId, clientName, of, limitBasisPoints: limitPercent * 100, at: at.toISOString() },
        shareBasisPoints: (of === 'revenue' ? part.revenueShare : part.placementShare)!,
      },
    });
  }
}

const nextNight = (now: Date): Date => instantOf(addDays(dayOf(now, 'UTC'), 1), '01:00', 'UTC');
