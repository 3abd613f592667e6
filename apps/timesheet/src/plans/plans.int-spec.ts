import type { z } from 'zod';
import { listTasks, placementEvents, referralEvents } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { eventually, type TestService } from '#libs/testing';
import { aBoard, aClient, anEvent, type TestBoard } from '../test-support/builders.js';
import { startTimesheet } from '../test-support/timesheet.js';
import { Plans } from './plans.js';

const { placementPaused, placementResumed, placementEnded } = placementEvents;
type Won = z.output<typeof referralEvents.leadWon.data>;

let test: TestService;
beforeAll(async () => (test = await startTimesheet()));
afterAll(() => test.stop());

const aPlannedTask = (title: string, estimateMinutes: number) => ({
  ...{ id: newId(), title, estimateMinutes },
  description: `All of it: ${title}.`,
});
const aWin = (clientId: string): Won => ({
  leadId: newId(),
  referrerId: newId(),
  referrerKind: 'partner',
  expertId: null,
  companyName: 'Blue Heron',
  clientId,
  ratePercent: 25,
  plan: { summary: 'A new shop', tasks: [aPlannedTask('Move the shop', 2_400), aPlannedTask('Checkout', 600)] },
  reason: 'They liked the plan.',
  recordedBy: 'Ann Executive',
  wonAt: '2026-03-01T12:00:00.000Z',
});
const hear = (won: Won) => test.hears(referralEvents.leadWon, won.leadId, won);
const refuse = ({ leadId, referrerId, referrerKind, expertId, companyName }: Won) =>
  test.hears(referralEvents.leadRefused, leadId, {
    ...{ leadId, referrerId, referrerKind, expertId, companyName, reason: 'A circle' },
  });
const tasksOn = async ({ client, placementId }: TestBoard) =>
  (await test.ask(listTasks, client, { placementId })).items;
const titlesOn = async (board: TestBoard) => (await tasksOn(board)).map(({ title }) => title);
const planned = ['Move the shop', 'Checkout'];
const partiesOf = ({ placementId, client, expert }: TestBoard) => ({
  ...{ placementId, clientId: client.clientId!, expertId: expert.expertId! },
});
/** A step of the placement; `from` or the last day is a Monday. */
const pause = (board: TestBoard) =>
  test.hears(placementPaused, board.placementId, { ...partiesOf(board), from: '2026-03-09', reason: 'Budget' });
const resume = (board: TestBoard) =>
  test.hears(placementResumed, board.placementId, { ...partiesOf(board), from: '2026-03-16', reason: 'Budget' });
const end = (board: TestBoard) =>
  test.hears(placementEnded, board.placementId, { ...partiesOf(board), endsOn: '2026-03-09', reason: 'Done' });

describe('the plan of a lead becomes the board of the client (RC-2)', () => {
  it('not when the lead was refused before a board ran; the next who wins the client has its own', async () => {
    const client = aClient();
    const won = aWin(client.clientId!);
    await hear(won);
    await refuse(won);
    const board = await aBoard(test, { client });
    expect(await tasksOn(board)).toEqual([]);
    const next = aWin(client.clientId!);
    await hear(next);
    await refuse(next);
    expect(await titlesOn(board)).toEqual(planned);
  });

  it('of two, the later one’s: that the other was refused may be heard of last', async () => {
    for (const boardFirst of [true, false]) {
      const client = aClient();
      const [first, second] = [
        aWin(client.clientId!),
        { ...aWin(client.clientId!), wonAt: '2026-03-02T12:00:00.000Z' },
      ];
      await hear(second);
      await hear(first);
      if (!boardFirst) await refuse(first);
      const board = await aBoard(test, { client });
      if (boardFirst) await refuse(first);
      const { items } = await test.ask(listTasks, client, { placementId: board.placementId, sourceId: second.leadId });
      expect([items.map(({ title }) => title), await titlesOn(board)]).toEqual([planned, planned]);
    }
  });

  it('with estimates, in no sprint yet, in the order planned, and says where it came from', async () => {
    const client = aClient();
    const won = aWin(client.clientId!);
    await hear(won);
    const board = await aBoard(test, { client });
    const at = '2026-03-06T18:00:00.000Z';
    expect(await tasksOn(board)).toEqual(
      won.plan.tasks.map(({ id, title, estimateMinutes }) => ({
        ...{ id, placementId: board.placementId, title, estimateMinutes },
        description: `All of it: ${title}.\n\nPlanned with Blue Heron before the work began.`,
        ...{ column: 'to-do', reportedMinutes: 0, overrun: 'none', week: null },
        source: { kind: 'plan', id: won.leadId },
        ...{ createdBy: 'Shoreline', createdAt: at, updatedBy: 'Shoreline', updatedAt: at, version: 1 },
      })),
    );
    const { placementId } = board;
    const { items } = await test.ask(listTasks, client, { placementId, sourceId: won.leadId });
    expect(items).toHaveLength(2);
  });

  it('whichever is heard of first, and once: a later board gets nothing', async () => {
    for (const boardFirst of [true, false]) {
      const client = aClient();
      const won = aWin(client.clientId!);
      if (!boardFirst) await hear(won);
      const board = await aBoard(test, { client });
      await hear(won);
      await hear(won);
      const later = await aBoard(test, { client });
      expect([await titlesOn(board), await titlesOn(later)]).toEqual([planned, []]);
    }
  });

  it('of boards that are there already, the earliest that runs gets it', async () => {
    const client = aClient();
    const ended = await aBoard(test, { client, startsOn: '2026-01-05' });
    await end(ended);
    const second = await aBoard(test, { client, startsOn: '2026-02-09' });
    const first = await aBoard(test, { client, startsOn: '2026-02-02' });
    const elsewhere = await aBoard(test);
    await hear(aWin(client.clientId!));
    expect(await Promise.all([ended, second, first, elsewhere].map(titlesOn))).toEqual([[], [], planned, []]);
  });

  it('one that rests gets it when it runs again', async () => {
    const client = aClient();
    const board = await aBoard(test, { client });
    await pause(board);
    await hear(aWin(client.clientId!));
    expect(await titlesOn(board)).toEqual([]);
    await resume(board);
    expect(await titlesOn(board)).toEqual(planned);
    await pause(board);
    await resume(board);
    expect(await titlesOn(board)).toEqual(planned);
  });

  it('what was done with it stays, told again or not', async () => {
    const client = aClient();
    const won = aWin(client.clientId!);
    await hear(won);
    const board = await aBoard(test, { client });
    await test.query(`update tasks set title = 'Move it' where id = $1`, [won.plan.tasks[0]!.id]);
    await hear({ ...won, plan: { ...won.plan, tasks: [aPlannedTask('Told again', 60)] } });
    expect(await titlesOn(board)).toEqual(['Move it', 'Checkout']);
  });

  it('two boards at the same moment: one waits for the other, and one gets it', async () => {
    const client = aClient();
    await hear(aWin(client.clientId!));
    const boards = [await aBoard(test, { client: aClient() }), await aBoard(test, { client: aClient() })] as const;
    const { clientId } = client;
    // Both begin to run for this client, neither knowing of the other.
    const begin = async (board: TestBoard, meanwhile: () => Promise<void>) =>
      test.app.get(Transactions).run(async (tx) => {
        await tx.query('update boards set client_id = $2 where placement_id = $1', [board.placementId, clientId]);
        await test.app.get(Plans).moveToBoard(tx, clientId!);
        await meanwhile();
      });
    let second: Promise<void> | undefined;
    await begin(boards[0], async () => {
      second = begin(boards[1], () => Promise.resolve());
      await eventually('the second waits', waits);
    });
    await second;
    expect(await Promise.all(boards.map((board) => titlesOn({ ...board, client })))).toEqual([planned, []]);
  });

  it('a board that begins while the news is being written gets it', async () => {
    const client = aClient();
    const won = aWin(client.clientId!);
    let board: Promise<TestBoard> | undefined;
    await test.app.get(Transactions).run(async (tx) => {
      await test.app.get(Plans).won(anEvent(referralEvents.leadWon.type, won.leadId, won), tx);
      board = aBoard(test, { client });
      await eventually('the board waits', waits);
    });
    expect(await titlesOn(await board!)).toEqual(planned);
  });

  it('the database holds it too: one plan of a client on one board, each task once', async () => {
    const client = aClient();
    await hear(aWin(client.clientId!));
    const { placementId } = await aBoard(test, { client });
    const other = `insert into plans values ($1, $2, 'Another', '[]', '2026-03-01', $3)`;
    const elsewhere = await aBoard(test);
    await expect(test.query(other, [newId(), client.clientId, elsewhere.placementId])).rejects.toThrow(
      'plan_on_board_once',
    );
    await expect(test.query(other, [newId(), newId(), placementId])).rejects.toThrow('plans_placement_id_key');
  });
});

const waits = async (): Promise<boolean> => {
  const [row] = await test.query<{ waiting: number }>(
    `select count(distinct pid)::int as waiting from pg_locks join pg_stat_activity using (pid)
     where datname = current_database() and not granted`,
  );
  return row?.waiting === 1;
};
