import { eventually } from '#libs/testing';
import { markHeld, receiptHeld, relayHeld } from './moments.js';
import type { TestNetwork } from './test-network.js';

type Killed = 'placement' | 'timesheet' | 'communication' | 'quality' | 'referral' | 'payments' | 'notification';

export interface Flow {
  publisher: Killed;
  consumer: Killed;
  /** What is ready before the fault; answers what publishes an event, and how its effect elsewhere is seen. */
  prepare(): Promise<{ act: () => Promise<unknown>; seen: () => Promise<boolean> }>;
}

/**
 * kill -9 of both ends of a flow at each moment between a commit and its effect elsewhere: nothing is lost, nothing
 * happens twice. Each flow runs once for each moment; `sound` proves at the end that nothing else broke.
 */
export function killedAtEachMoment(flows: readonly Flow[], network: () => TestNetwork, sound: () => Promise<unknown>) {
  const cases = flows.map((flow) => [flow.publisher, flow.consumer, flow] as const);

  it.each(cases)(
    'of %s between commit and publish loses nothing (to %s)',
    async (publisher, _consumer, flow) => {
      const { act, seen } = await flow.prepare();
      const held = await relayHeld(network(), publisher);
      await act();
      await network().kill(publisher);
      await held.release();
      await network().restart(publisher);
      await eventually('the effect is there', seen, { withinMs: 60_000 });
      await sound();
    },
    120_000,
  );

  it.each(cases)(
    'of %s between publish and mark happens once (at %s)',
    async (publisher, _consumer, flow) => {
      const { act, seen } = await flow.prepare();
      const held = await markHeld(network(), publisher);
      await act();
      await eventually('the publishing transaction rests', () => held.resting());
      await network().kill(publisher);
      await held.end('rollback');
      await network().restart(publisher);
      await eventually('the effect is there', seen, { withinMs: 60_000 });
      await sound();
      expect(await seen()).toBe(true);
    },
    120_000,
  );

  it.each(cases)(
    'between effect and acknowledgement of what %s told happens once (%s killed)',
    async (_publisher, consumer, flow) => {
      const { act, seen } = await flow.prepare();
      const held = await receiptHeld(network(), consumer);
      await act();
      await eventually('the handling transaction rests', () => held.resting());
      await network().kill(consumer);
      await held.end('commit');
      await network().restart(consumer);
      await eventually('the effect is there', seen, { withinMs: 60_000 });
      await sound();
      expect(await seen()).toBe(true);
    },
    120_000,
  );
}
