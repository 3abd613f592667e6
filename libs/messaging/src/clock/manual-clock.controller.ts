import { Controller, type Type } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { clockContracts, type ServiceName } from '#libs/contracts';
import { ClockControl, TimerWorker } from '#libs/time';
import { Inbox } from '../events/inbox.js';
import { Relay } from '../events/relay.js';
import type { Answer, Call } from '../rpc/call.js';
import { Rpc } from '../rpc/rpc.decorator.js';

type Contracts = ReturnType<typeof clockContracts>;

/** A service's side of the manual clock, one line in its module: `controllers: [manualClockController('payments')]`. */
export function manualClockController(service: ServiceName): Type {
  const { get, set, nextDue, settle } = clockContracts(service);

  @Controller()
  class ManualClockController {
    constructor(
      private readonly clock: ClockControl,
      private readonly timers: TimerWorker,
      private readonly relay: Relay,
      private readonly inbox: Inbox,
    ) {}

    @Rpc(get)
    get({ actor }: Call<Contracts['get']>): Answer<Contracts['get']> {
      requireRole(actor, 'admin');
      return { now: this.clock.now().toISOString() };
    }

    @Rpc(set)
    async set({ actor, input }: Call<Contracts['set']>): Promise<Answer<Contracts['set']>> {
      requireRole(actor, 'admin');
      await this.clock.set(new Date(input.now));
      return { now: this.clock.now().toISOString() };
    }

    @Rpc(nextDue)
    async nextDue({ actor }: Call<Contracts['nextDue']>): Promise<Answer<Contracts['nextDue']>> {
      requireRole(actor, 'admin');
      return { at: (await this.timers.nextDue())?.toISOString() ?? null };
    }

    @Rpc(settle)
    async settle({ actor }: Call<Contracts['settle']>): Promise<Answer<Contracts['settle']>> {
      requireRole(actor, 'admin');
      const fired = await this.timers.runDue();
      const published = await this.relay.flush();
      return { worked: fired + published + (await this.inbox.drain()) };
    }
  }

  return ManualClockController;
}
