import { Injectable } from '@nestjs/common';
import { clockContracts, services as serviceNames } from '#libs/contracts';
import { conflict, invalid } from '#libs/errors';
import { Relay } from '#libs/messaging';
import { ClockControl } from '#libs/time';
import { type Caller, Services } from '../http/index.js';
import type { Time } from './clock.dto.js';

const clocks = serviceNames.map(clockContracts);
/** A service works off all it has before it answers. */
const settleTimeoutMs = 60_000;

/** Moves the time of all services and the gateway together, from due instant to due instant, and waits at each until all is quiet. */
@Injectable()
export class ManualClocks {
  private moving = false;

  constructor(
    private readonly services: Services,
    private readonly own: ClockControl,
    private readonly relay: Relay,
  ) {}

  async read(caller: Caller): Promise<Time> {
    const [nows, nextDue] = await Promise.all([this.nows(caller), this.nextDue(caller)]);
    // After a move that failed half-way the clocks differ: the latest is the present, and the others catch up.
    return { now: latest(nows).toISOString(), nextDue: nextDue?.toISOString() ?? null };
  }

  /** Throws 422 `clock.backwards`, 409 `clock.moving` while another move goes on. */
  async move(caller: Caller, to: Date): Promise<Time> {
    if (this.moving) throw conflict('clock.moving', 'Time is being moved already; wait until that is done.');
    this.moving = true;
    try {
      const now = latest(await this.nows(caller));
      if (to < now)
        throw invalid('clock.backwards', `It is ${now.toISOString()}, and time only moves forward.`, {
          facts: { now: now.toISOString() },
        });
      await this.advance(caller, now, to);
      return await this.read(caller);
    } finally {
      this.moving = false;
    }
  }

  private async advance(caller: Caller, from: Date, to: Date): Promise<void> {
    for (let now = from; ;) {
      await this.setAll(caller, now);
      await this.settleAll(caller);
      if (now >= to) return;
      const due = await this.nextDue(caller);
      // What is due and yet still there failed and waits for its next try: time goes on.
      now = due && due > now && due < to ? due : to;
    }
  }

  private async setAll(caller: Caller, now: Date): Promise<void> {
    if (this.own.now() < now) await this.own.set(now);
    await all(async (clock) => {
      const behind = new Date((await this.services.ask(caller, clock.get, {})).now) < now;
      if (behind) await this.services.ask(caller, clock.set, { now: now.toISOString() });
    });
  }

  /** What one service does gives work to another, and the gateway tells of accounts: until a whole round finds nothing to do. */
  private async settleAll(caller: Caller): Promise<void> {
    for (let worked = 1; worked > 0;) {
      const told = await this.relay.flush();
      const answers = await all((clock) => this.services.ask(caller, clock.settle, {}, settleTimeoutMs));
      worked = answers.reduce((sum, answer) => sum + answer.worked, told);
    }
  }

  private nows(caller: Caller): Promise<Date[]> {
    return all(async (clock) => new Date((await this.services.ask(caller, clock.get, {})).now));
  }

  private async nextDue(caller: Caller): Promise<Date | undefined> {
    const dues = await all((clock) => this.services.ask(caller, clock.nextDue, {}));
    const [first] = dues.flatMap(({ at }) => at ?? []).sort();
    return first === undefined ? undefined : new Date(first);
  }
}

const all = <T>(ask: (clock: (typeof clocks)[number]) => Promise<T>): Promise<T[]> => Promise.all(clocks.map(ask));

const latest = (instants: Date[]): Date => new Date(Math.max(...instants.map(Number)));
