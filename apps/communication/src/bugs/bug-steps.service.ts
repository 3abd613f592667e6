import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import {
  type askAboutBug,
  type changeSeverity,
  type closeBug,
  communicationEvents,
  type fixBug,
  type reopenBug,
  type tellAboutBug,
  type workAroundBug,
} from '#libs/contracts';
import { stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { BugDesk, type BugView, type OpenedBug } from './bug-desk.js';
import type { BugEntity } from './bug.entity.js';
import { afterSeverity, afterWord, nextBugState } from './bug.rules.js';
import { FixPromise } from './fix-promise.js';

const { bugMoved } = communicationEvents;

/** Who takes a step: the network, or the client and staff in its name. */
type Side = (actor: Actor) => void;
const network: Side = (actor) => requireRole(actor, 'expert', 'team-lead', 'account-executive');
const clientSide: Side = (actor) => requireRole(actor, 'client', 'account-executive', 'team-lead', 'admin');

interface Step {
  side: Side;
  text: string;
  /** What it changes, and does to the clock. */
  take: (tx: EntityManager, opened: OpenedBug) => Promise<Partial<BugEntity>>;
}

/** CS-6. What happens to a bug until its fix is found good. */
@Injectable()
export class BugStepsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: BugDesk,
    private readonly promise: FixPromise,
    private readonly clocks: Clocks,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The client can work again: the clock runs on. */
  workAround(call: Call<typeof workAroundBug>): Promise<BugView> {
    const { text } = call.input;
    return this.step(call, {
      ...{ side: network, text },
      take: (_tx, { bug }) => Promise.resolve({ state: nextBugState(bug.state, 'work-around'), workaround: text }),
    });
  }

  fix(call: Call<typeof fixBug>): Promise<BugView> {
    const { actor, input } = call;
    return this.step(call, {
      ...{ side: network, text: input.text },
      take: async (tx, { bug }) => {
        const state = nextBugState(bug.state, 'fix');
        await this.clocks.stop(tx, actor, bug.id);
        return { state, fix: input.text, fixedAt: this.clock.now() };
      },
    });
  }

  ask(call: Call<typeof askAboutBug>): Promise<BugView> {
    const { actor, input } = call;
    return this.step(call, {
      ...{ side: network, text: input.text },
      take: async (tx, { bug }) => {
        const state = nextBugState(bug.state, 'ask');
        await this.clocks.wait(tx, actor, bug.id);
        return { state };
      },
    });
  }

  tell(call: Call<typeof tellAboutBug>): Promise<BugView> {
    const { actor, input } = call;
    return this.step(call, {
      ...{ side: clientSide, text: input.text },
      take: async (tx, { bug }) => {
        const state = afterWord(bug);
        await this.clocks.resume(tx, actor, bug.id);
        return { state };
      },
    });
  }

  close(call: Call<typeof closeBug>): Promise<BugView> {
    return this.step(call, {
      ...{ side: clientSide, text: '' },
      take: (_tx, { bug }) => Promise.resolve({ state: nextBugState(bug.state, 'close') }),
    });
  }

  /** Its clock counts on from where it stood. */
  reopen(call: Call<typeof reopenBug>): Promise<BugView> {
    const { actor, input } = call;
    return this.step(call, {
      ...{ side: clientSide, text: input.text },
      take: async (tx, opened) => {
        const state = nextBugState(opened.bug.state, 'reopen');
        if (opened.bug.severity === 'production') await this.promise.start(tx, actor, opened);
        return { state, workaround: null, fix: null, fixedAt: null };
      },
    });
  }

  changeSeverity(call: Call<typeof changeSeverity>): Promise<BugView> {
    const { actor, input } = call;
    const { severity, reason, version } = input;
    return this.step(call, {
      ...{ side: clientSide, text: reason },
      take: async (tx, opened) => {
        const { bug } = opened;
        if (bug.version !== version) throw stale(bug.version);
        const clock = afterSeverity(bug, severity);
        if (clock === 'stop') await this.clocks.stop(tx, actor, bug.id);
        if (clock === 'start') {
          await this.promise.start(tx, actor, opened);
          if (bug.state === 'waiting-for-client') await this.clocks.wait(tx, actor, bug.id);
        }
        return { severity };
      },
    });
  }

  private step(call: Call & { input: { id: string } }, { side, text, take }: Step): Promise<BugView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      side(actor);
      const opened = await this.desk.open(tx, actor, input.id);
      const saved = await this.desk.save(tx, actor, opened.bug, await take(tx, opened), text || null);
      const data = {
        ...this.desk.about(saved, opened.coverage),
        ...{ state: saved.state, text, by: actor.name, channel: opened.coverage.channel },
        at: this.clock.now().toISOString(),
      };
      await this.outbox.add(tx, bugMoved, { aggregateId: saved.id, actor, data });
      return this.desk.view(tx, saved);
    });
  }
}
