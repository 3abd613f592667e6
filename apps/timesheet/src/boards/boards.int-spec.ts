import type { EntityManager } from 'typeorm';
import { getBoard, listBoards, placementEvents, recordEntry } from '#libs/contracts';
import type { EventOf } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aBoard,
  anAdmin,
  anAe,
  anEvent,
  anExpert,
  aTask,
  someHours,
  terms,
  type TestBoard,
} from '../test-support/builders.js';
import { startTimesheet } from '../test-support/timesheet.js';
import { refusedAs } from '../test-support/refusals.js';
import { PlacementsConsumer } from './placements.consumer.js';

const { placementPaused, placementResumed, placementEnded, contractAmended } = placementEvents;

describe('TS-1: a board exists by itself', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTimesheet('2026-03-20T18:00:00Z');
  });
  afterAll(() => test.stop());

  const inbox = (work: (consumer: PlacementsConsumer, tx: EntityManager) => Promise<void>): Promise<void> =>
    test.app.get(Transactions).run((tx) => work(test.app.get(PlacementsConsumer), tx));
  const about = ({ placementId, client, expert }: TestBoard) => ({
    placementId,
    clientId: client.clientId!,
    expertId: expert.expertId!,
    reason: 'Holidays',
  });
  const amendment = (
    board: TestBoard,
    number: number,
    effectiveFrom: string,
    change: Partial<typeof terms>,
  ): EventOf<typeof contractAmended> =>
    anEvent('contract-amended', board.placementId, {
      ...about(board),
      number,
      effectiveFrom,
      terms: { ...terms, ...change },
    });

  it('once the placement is active, as its contract says', async () => {
    const { placementId, client, expert } = await aBoard(test, { weeklyCapMinutes: 2_400 });
    expect(await test.ask(getBoard, client, { placementId })).toEqual({
      placementId,
      clientId: client.clientId,
      expertId: expert.expertId,
      title: 'Storefront',
      clientName: 'Blue Heron',
      expertName: 'Ana Šimić',
      timeZone: 'Europe/Berlin',
      startsOn: '2026-03-02',
      endsOn: '2026-12-31',
      weeklyCapMinutes: 2_400,
      state: 'active',
    });
  });

  it('lists boards page by page, each actor its own', async () => {
    const expert = anExpert();
    const first = await aBoard(test, { expert, startsOn: '2026-01-05' });
    const second = await aBoard(test, { expert, startsOn: '2026-02-02' });
    await aBoard(test);
    const page = await test.ask(listBoards, expert, { limit: 1 });
    expect(page.items.map(({ placementId }) => placementId)).toEqual([second.placementId]);
    const rest = await test.ask(listBoards, expert, { limit: 1, cursor: page.nextCursor! });
    expect(rest).toEqual({ items: [expect.objectContaining({ placementId: first.placementId })], nextCursor: null });
    expect((await test.ask(listBoards, first.client, {})).items).toHaveLength(1);
    expect((await test.ask(listBoards, anAe(), { expertId: expert.expertId, state: 'active' })).items).toHaveLength(2);
    expect((await test.ask(listBoards, anAdmin(), { state: 'ended' })).items).toEqual([]);
    expect((await test.ask(listBoards, anAdmin(), { sort: 'startsOn', limit: 100 })).items.length).toBeGreaterThan(2);
  });

  it('TS-4: takes no hours while the placement pauses, and takes them again', async () => {
    const board = await aBoard(test);
    const { id: taskId } = await aTask(test, board);
    const on = (day: string) => someHours(test, board, taskId, { day, minutes: 60 });
    const refusedOn = (day: string) => refusedAs(test, recordEntry, board.expert, { taskId, day, minutes: 60 });
    const paused: EventOf<typeof placementPaused> = anEvent('paused', board.placementId, {
      ...about(board),
      from: '2026-03-09',
    });
    await inbox((consumer, tx) => consumer.paused(paused, tx));
    expect(await test.ask(getBoard, board.expert, board)).toMatchObject({ state: 'paused' });
    await on('2026-03-06');
    expect(await refusedOn('2026-03-09')).toBe('timesheet.placement-paused day');

    const resumed: EventOf<typeof placementResumed> = anEvent('resumed', board.placementId, {
      ...about(board),
      from: '2026-03-16',
    });
    await inbox((consumer, tx) => consumer.resumed(resumed, tx));
    expect(await test.ask(getBoard, board.expert, board)).toMatchObject({ state: 'active' });
    expect(await refusedOn('2026-03-15')).toBe('timesheet.placement-paused day');
    await on('2026-03-16');
  });

  it('TS-4: closes with the placement, whose last day still counts', async () => {
    const board = await aBoard(test);
    const { id: taskId } = await aTask(test, board);
    const ended: EventOf<typeof placementEnded> = anEvent('ended', board.placementId, {
      ...about(board),
      endsOn: '2026-03-13',
    });
    await inbox((consumer, tx) => consumer.ended(ended, tx));
    expect(await test.ask(getBoard, board.expert, board)).toMatchObject({ state: 'ended', endsOn: '2026-03-13' });
    await someHours(test, board, taskId, { day: '2026-03-13', minutes: 60 });
    const late = { taskId, day: '2026-03-14', minutes: 60 };
    expect(await refusedAs(test, recordEntry, board.expert, late)).toBe('timesheet.outside-placement day');
  });

  it('TS-8: an amendment changes the cap from its day on, the last day at once', async () => {
    const board = await aBoard(test, { weeklyCapMinutes: 2_400 });
    const amend = (event: EventOf<typeof contractAmended>) => inbox((consumer, tx) => consumer.amended(event, tx));
    await amend(amendment(board, 2, '2026-03-25', { weeklyCapMinutes: 1_200, endsOn: '2027-01-31' }));
    expect(await test.ask(getBoard, board.expert, board)).toMatchObject({
      weeklyCapMinutes: 2_400,
      endsOn: '2027-01-31',
    });
    await amend(amendment(board, 3, '2026-03-18', { weeklyCapMinutes: null }));
    expect(await test.ask(getBoard, board.expert, board)).toMatchObject({
      weeklyCapMinutes: null,
      endsOn: '2026-12-31',
    });
  });

  it('TS-8: an amendment agreed before the placement begins is not forgotten', async () => {
    const early = { placementId: newId(), client: anAe(), expert: anExpert() };
    await inbox((consumer, tx) =>
      consumer.amended(
        amendment({ ...early, client: { ...early.client, clientId: newId() } }, 2, '2026-03-02', {
          endsOn: '2026-09-30',
          weeklyCapMinutes: 600,
        }),
        tx,
      ),
    );
    const { placementId, expert } = await aBoard(test, { placementId: early.placementId, weeklyCapMinutes: 2_400 });
    expect(await test.ask(getBoard, expert, { placementId })).toMatchObject({
      endsOn: '2026-09-30',
      weeklyCapMinutes: 600,
    });
  });
});
