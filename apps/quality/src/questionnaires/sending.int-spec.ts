import { placementEvents, qualityEvents, setQuestionnairePolicy, getQuestionnairePolicy } from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import { ClockControl } from '#libs/time';
import {
  aContact,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  clientIs,
  end,
  partiesOf,
  type PlacementOf,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

const { questionnaireSent, questionnaireReminded } = qualityEvents;
const { placementPaused, placementResumed } = placementEvents;

describe('QN-1: the weekly questionnaire', () => {
  let test: TestService;
  afterEach(() => test.stop());

  const begin = async (given: PlacementOf = {}, now?: string): Promise<TestPlacement> => {
    test = await startQuality(now);
    return aPlacement(test, given);
  };
  const sent = () =>
    test.query<{ week: string; at: Date }>('select week, sent_at as at from questionnaires order by sent_at, id');
  const sentAt = async () => (await sent()).map(({ at }) => at.toISOString());
  const pause = (placement: TestPlacement) =>
    test.hears(placementPaused, placement.placementId, {
      ...{ ...partiesOf(placement), from: '2026-03-03', reason: 'A holiday' },
    });
  const resume = (placement: TestPlacement) =>
    test.hears(placementResumed, placement.placementId, {
      ...{ ...partiesOf(placement), from: '2026-03-13', reason: 'Back again' },
    });
  /** As if the service had been away until then. */
  const away = async (until: string): Promise<void> => {
    await test.app.get(ClockControl).set(new Date(until));
    await test.until(until);
  };

  it('goes to every contact on Thursday at 10 where the client is', async () => {
    const contacts = [aContact('Carl Client'), aContact('Eva Client')];
    const { placementId, client } = await begin({ contacts });
    await test.until('2026-03-05T08:59:59Z');
    expect(await sent()).toEqual([]);
    await test.until('2026-03-05T09:00:00Z');
    const told = await test.told(questionnaireSent);
    expect(told.map(({ addressee }) => addressee.name).toSorted()).toEqual(['Carl Client', 'Eva Client']);
    const carl = told.find(({ addressee }) => addressee.name === 'Carl Client');
    expect(carl).toMatchObject({
      ...{ clientId: client.clientId, week: '2026-03-02', closesAt: '2026-03-08T23:00:00.000Z' },
      addressee: { id: contacts[0]!.id, email: contacts[0]!.email },
      about: [{ placementId, title: 'Storefront', expertName: 'Ana Šimić' }],
    });
  });

  it('is one for a contact with two placements, whatever becomes active when', async () => {
    const first = await begin();
    const { client, contacts, ae } = first;
    await aPlacement(test, { client, contacts, ae, title: 'Billing' });
    await test.until('2026-03-12T10:00:00Z');
    const told = await test.told(questionnaireSent);
    expect(told.map(({ week, about }) => [week, about.map(({ title }) => title)])).toEqual([
      ['2026-03-02', ['Billing', 'Storefront']],
      ['2026-03-09', ['Billing', 'Storefront']],
    ]);
  });

  it('keeps its hour over the change of the clocks in Berlin', async () => {
    await begin({}, '2026-03-18T12:00:00Z');
    await test.until('2026-04-10T00:00:00Z');
    expect(await sentAt()).toEqual([
      '2026-03-19T09:00:00.000Z',
      '2026-03-26T09:00:00.000Z',
      '2026-04-02T08:00:00.000Z',
      '2026-04-09T08:00:00.000Z',
    ]);
    const closing = await test.query<{ at: Date }>('select closes_at as at from questionnaires order by 1');
    expect(closing[1]!.at.toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });

  it('keeps its hour over the change of the clocks in New York', async () => {
    const placement = await begin({ terms: { endsOn: '2027-01-01' } }, '2026-10-26T12:00:00Z');
    await clientIs(test, placement, { timeZone: 'America/New_York' });
    await test.until('2026-11-06T00:00:00Z');
    expect(await sentAt()).toEqual(['2026-10-29T14:00:00.000Z', '2026-11-05T15:00:00.000Z']);
  });

  it('asks as often as the contract says: every 14 days one week is left out', async () => {
    const { client, contacts, ae } = await begin({ terms: { npsEveryDays: 14 } });
    await test.until('2026-03-20T00:00:00Z');
    expect((await sent()).map(({ week }) => week)).toEqual(['2026-03-02', '2026-03-16']);
    await aPlacement(test, { client, contacts, ae, title: 'Billing' });
    await test.until('2026-03-27T00:00:00Z');
    expect((await test.told(questionnaireSent)).at(-1)?.about).toMatchObject([{ title: 'Billing' }]);
  });

  it('a placement that has not begun yet is not asked about', async () => {
    await begin({ terms: { startsOn: '2026-03-06' } });
    await test.until('2026-03-13T00:00:00Z');
    expect((await sent()).map(({ week }) => week)).toEqual(['2026-03-09']);
  });

  it('reaches a contact added before the hour, and one added after it a week later', async () => {
    const placement = await begin();
    const [carl] = placement.contacts;
    const [eva, max] = [aContact('Eva'), aContact('Max')];
    await clientIs(test, { ...placement, contacts: [carl!, eva] });
    await test.until('2026-03-05T12:00:00Z');
    await clientIs(test, { ...placement, contacts: [carl!, max] });
    await test.until('2026-03-12T12:00:00Z');
    const told = await test.told(questionnaireSent);
    const asked = (week: string) => told.filter((each) => each.week === week).map(({ addressee }) => addressee.name);
    expect(asked('2026-03-02').toSorted()).toEqual(['Carl Client', 'Eva']);
    expect(asked('2026-03-09').toSorted()).toEqual(['Carl Client', 'Max']);
  });

  it('goes out once a week, however often the timer fires', async () => {
    const { client } = await begin();
    await test.until('2026-03-05T10:00:00Z');
    await test.query(
      `update timer set due_at = $2, next_try = $2, payload = '{"week": "2026-03-02"}'
      where subject_id = $1`,
      [client.clientId, '2026-03-05T09:00:00Z'],
    );
    await test.until('2026-03-05T11:00:00Z');
    expect(await sentAt()).toEqual(['2026-03-05T09:00:00.000Z']);
    expect(await test.query('select asked from nps_tallies where scope = $1', ['network'])).toEqual([{ asked: 1 }]);
    await test.until('2026-03-12T11:00:00Z');
    expect(await sentAt()).toHaveLength(2);
  });

  it('leaves paused placements out, stops with the last one and begins again', async () => {
    const placement = await begin();
    const { client, contacts, ae } = placement;
    const other = await aPlacement(test, { client, contacts, ae, title: 'Billing' });
    await pause(placement);
    await test.until('2026-03-05T10:00:00Z');
    expect((await test.told(questionnaireSent))[0]?.about).toMatchObject([{ title: 'Billing' }]);
    await end(test, other, '2026-03-06');
    await test.until('2026-03-12T10:00:00Z');
    expect(await sent()).toHaveLength(1);
    expect(await test.query(`select from timer where kind = 'quality.questionnaires'`)).toEqual([]);
    await resume(placement);
    await test.until('2026-03-19T10:00:00Z');
    expect((await sent()).map(({ week }) => week)).toEqual(['2026-03-02', '2026-03-16']);
  });

  it('after an outage is sent late while its week runs, and never when it is over', async () => {
    await begin();
    await away('2026-03-06T18:00:00Z');
    expect(await sentAt()).toEqual(['2026-03-06T18:00:00.000Z']);
    await away('2026-03-17T08:00:00Z');
    expect(await sent()).toHaveLength(1);
    await test.until('2026-03-19T09:00:00Z');
    expect((await sent()).map(({ week }) => week)).toEqual(['2026-03-02', '2026-03-16']);
    expect(await test.told(questionnaireReminded)).toEqual([]);
  });

  it('a client without contacts is asked nothing', async () => {
    await begin({ contacts: [] });
    await test.until('2026-03-12T10:00:00Z');
    expect(await sent()).toEqual([]);
  });

  it('reminds once, on Friday at 15, whoever is still a contact', async () => {
    const contacts = [aContact('Carl Client'), aContact('Eva Client')];
    const placement = await begin({ contacts });
    await test.until('2026-03-05T10:00:00Z');
    await clientIs(test, { ...placement, contacts: contacts.slice(0, 1) });
    await test.until('2026-03-06T13:59:59Z');
    expect(await test.told(questionnaireReminded)).toEqual([]);
    await test.until('2026-03-08T10:00:00Z');
    const reminded = await test.told(questionnaireReminded);
    expect(reminded).toMatchObject([{ addressee: { name: 'Carl Client' }, week: '2026-03-02' }]);
  });

  it('moves with the client to another zone, within its week', async () => {
    const placement = await begin();
    await clientIs(test, placement, { timeZone: 'America/New_York' });
    await test.until('2026-03-05T14:59:59Z');
    expect(await sent()).toEqual([]);
    await test.until('2026-03-05T16:00:00Z');
    await clientIs(test, placement, { timeZone: 'Pacific/Auckland' });
    await test.until('2026-03-12T00:00:00Z');
    expect(await sentAt()).toEqual(['2026-03-05T15:00:00.000Z', '2026-03-11T21:00:00.000Z']);
  });

  it('a client that moves to where the hour has gone by is asked at once', async () => {
    const placement = await begin();
    await test.until('2026-03-05T05:00:00Z');
    await clientIs(test, placement, { timeZone: 'Pacific/Auckland' });
    await test.until('2026-03-11T22:00:00Z');
    expect(await sentAt()).toEqual(['2026-03-05T05:00:00.000Z', '2026-03-11T21:00:00.000Z']);
  });

  it('goes by a policy that an administrator changes, whose every change is kept', async () => {
    await begin();
    const ada = anAdmin();
    const { version, history, ...policy } = await test.ask(getQuestionnairePolicy, ada, {});
    expect([version, history]).toEqual([1, []]);
    const earlier = { ...policy, sending: { weekday: 3, time: '08:30' } };
    const set = (change: typeof policy, of = 1) =>
      test.ask(setQuestionnairePolicy, ada, { version: of, policy: change });
    expect(await set(earlier)).toMatchObject({ version: 2, history: [{ by: 'Ada Admin', state: 'changed' }] });
    expect((await refusalOf(set(policy))).code).toBe('request.stale');
    const backwards = { ...policy, closing: policy.sending };
    expect(await refusalOf(set(backwards, 2))).toMatchObject({
      ...{ code: 'quality.policy-order', rule: 'QN-1', errors: [{ field: 'closing' }] },
    });
    await test.until('2026-03-06T00:00:00Z');
    expect(await sentAt()).toEqual(['2026-03-04T07:30:00.000Z']);
    expect((await refusalOf(test.ask(getQuestionnairePolicy, anExpert(), {}))).code).toBe('access.role');
    const asked = test.ask(setQuestionnairePolicy, anAe(), { version: 2, policy });
    expect((await refusalOf(asked)).code).toBe('access.role');
  });
});
