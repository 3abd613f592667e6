import type { Actor } from '#libs/access';
import { manualClockController } from './manual-clock.controller.js';

const admin: Actor = { id: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', role: 'admin', name: 'Ann' };
const at = new Date('2026-03-02T09:00:00.000Z');

/** The controller of one service over stand-ins that note the order they were asked in. */
function aService(asked: string[]) {
  const answers =
    <T>(what: string, answer: T) =>
    () => (asked.push(what), Promise.resolve(answer));
  const parts = [
    { now: () => at, set: (now: Date) => answers(`set ${now.toISOString()}`, undefined)() },
    { nextDue: answers('next due', at), runDue: answers('timers', 1) },
    { flush: answers('relay', 20) },
    { drain: answers('inbox', 300) },
  ];
  const Controller = manualClockController('payments') as new (
    ...given: unknown[]
  ) => Record<'get' | 'set' | 'nextDue' | 'settle', (call: object) => unknown>;
  return new Controller(...parts);
}

describe("A service's side of the manual clock", () => {
  it('fires timers, publishes what they wrote, and only then works off what came in', async () => {
    const asked: string[] = [];
    expect(await aService(asked).settle({ actor: admin })).toEqual({ worked: 321 });
    expect(asked).toEqual(['timers', 'relay', 'inbox']);
  });

  it('tells and sets the time, and when its next timer falls due', async () => {
    const asked: string[] = [];
    const service = aService(asked);
    expect(service.get({ actor: admin })).toEqual({ now: at.toISOString() });
    expect(await service.nextDue({ actor: admin })).toEqual({ at: at.toISOString() });
    await service.set({ actor: admin, input: { now: '2026-03-09T09:00:00+01:00' } });
    expect(asked).toEqual(['next due', 'set 2026-03-09T08:00:00.000Z']);
  });

  it('GW-3: obeys administrators only', async () => {
    const service = aService([]);
    const call = { actor: { ...admin, role: 'account-executive' }, input: { now: at.toISOString() } };
    expect(() => service.get(call)).toThrow(expect.objectContaining({ kind: 'forbidden' }));
    for (const what of ['set', 'nextDue', 'settle'] as const)
      await expect(service[what](call)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
