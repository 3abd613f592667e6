import {
  activatePlacement,
  amendContract,
  endPlacement,
  getContract,
  getPlacement,
  pausePlacement,
  placementEvents,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { agreed, anAe, aSelection, type Engagement } from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

/** From 2026-03-02 to 2026-09-01, in Berlin. */
const anActive = async (): Promise<Engagement> => {
  const engagement = await aSelection(service);
  await agreed(service, engagement);
  await service.ask(activatePlacement, anAe(), { id: engagement.placement.id });
  return engagement;
};
const stateOf = async ({ placement: { id } }: Engagement) => (await service.ask(getPlacement, anAe(), { id })).state;
const amendTo = async (engagement: Engagement, endsOn: string, effectiveFrom: string) => {
  const placementId = engagement.placement.id;
  await service.ask(amendContract, anAe(), { placementId, effectiveFrom, reason: 'Other days.', change: { endsOn } });
  await agreed(service, engagement, { number: 2 });
};
const endOf = ({ placement, client, expert }: Engagement, endsOn: string) => ({
  ...{ placementId: placement.id, clientId: client.clientId, expertId: expert.id, endsOn },
  reason: `Its last day, ${endsOn}, is over.`,
});

describe('a placement nobody ends (PL-9)', () => {
  it('ends by itself when its last day is over in the zone of its contract', async () => {
    const engagement = await anActive();
    await service.until('2026-09-01T21:59:59Z');
    expect(await stateOf(engagement)).toBe('active');
    await service.until('2026-09-01T22:00:00Z');
    const ended = await service.ask(getPlacement, anAe(), { id: engagement.placement.id });
    expect(ended).toMatchObject({ state: 'ended', endsOn: '2026-09-01' });
    expect(ended.history.at(-1)).toMatchObject({
      ...{ state: 'ended', byRole: 'system', by: 'Shoreline', at: '2026-09-01T22:00:00.000Z' },
      reason: 'Its last day, 2026-09-01, is over.',
    });
    expect(await service.told(placementEvents.placementEnded)).toEqual([endOf(engagement, '2026-09-01')]);
  });

  it('also while it is paused, and takes an amendment nobody agreed to with it', async () => {
    const { placement, ...engagement } = await anActive();
    await service.ask(pausePlacement, anAe(), { id: placement.id, reason: 'Leave.' });
    const amendment = { placementId: placement.id, effectiveFrom: '2026-05-01', reason: 'Less.' };
    await service.ask(amendContract, anAe(), { ...amendment, change: { hoursPerWeek: 30 } });
    await service.until('2026-09-02T00:00:00Z');
    expect(await stateOf({ placement, ...engagement })).toBe('ended');
    const draft = await service.ask(getContract, anAe(), { placementId: placement.id, number: 2 });
    expect(draft.state).toBe('withdrawn');
  });

  it.each([
    ['later', '2026-10-15', '2026-10-15T21:59:59Z', '2026-10-15T22:00:00Z'],
    ['sooner', '2026-06-30', '2026-06-30T21:59:59Z', '2026-06-30T22:00:00Z'],
  ])('ends %s where both agreed to that', async (_, endsOn, before, after) => {
    const engagement = await anActive();
    await amendTo(engagement, endsOn, '2026-05-01');
    await service.until(before);
    expect(await stateOf(engagement)).toBe('active');
    await service.until(after);
    expect(await service.told(placementEvents.placementEnded)).toEqual([endOf(engagement, endsOn)]);
  });

  it('ends once: by hand early, and never again', async () => {
    const { placement } = await anActive();
    await service.ask(endPlacement, anAe(), { id: placement.id, reason: 'Done.', endsOn: '2026-05-31' });
    await service.until('2026-09-03T00:00:00Z');
    expect(await service.told(placementEvents.placementEnded)).toMatchObject([{ reason: 'Done.' }]);
    expect(await service.query('select from timer where subject_id = $1', [placement.id])).toEqual([]);
  });

  it('ends once: by hand in the very moment it does by itself', async () => {
    const { placement } = await anActive();
    await service.query('update timer set next_try = $1, due_at = $1 where subject_id = $2', [
      ...['2026-02-02T11:00:00Z', placement.id],
    ]);
    const [, byHand] = await Promise.allSettled([
      service.app.get(TimerWorker).runDue(),
      service.ask(endPlacement, anAe(), { id: placement.id, reason: 'Done.' }),
    ]);
    if (byHand.status === 'rejected') expect(byHand.reason).toMatchObject({ code: 'placement.wrong-state' });
    expect(await service.told(placementEvents.placementEnded)).toHaveLength(1);
    const { history } = await service.ask(getPlacement, anAe(), { id: placement.id });
    expect(history.map(({ state }) => state)).toEqual(['selected', 'agreed', 'active', 'ended']);
  });
});
