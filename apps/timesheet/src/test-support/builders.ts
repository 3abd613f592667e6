import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  addTask,
  type Entry,
  getSheet,
  type NewEntry,
  type NewTask,
  type placementEvents,
  recordEntry,
  type Sheet,
  submitSheet,
  type Task,
} from '#libs/contracts';
import type { EventOf } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { aClientUser as aClient, anExpert, contractTerms, type TestService } from '#libs/testing';
import { PlacementsConsumer } from '../boards/placements.consumer.js';
import { monday } from './timesheet.js';

export { aClientUser as aClient, anAdmin, anAe, anExpert } from '#libs/testing';

type Activated = z.output<typeof placementEvents.placementActivated.data>;
type Terms = Activated['terms'];

export const terms: Terms = { ...contractTerms, endsOn: '2026-12-31' };

/** An event of placement as the inbox hands it over. */
export const anEvent = <D>(type: string, aggregateId: string, data: D, version = 1) => ({
  id: newId(),
  type,
  time: new Date('2026-03-01T12:00:00Z'),
  aggregateId,
  aggregateVersion: version,
  actor: { id: newId(), role: 'account-executive' },
  data,
});

export interface TestBoard {
  placementId: string;
  client: Actor;
  expert: Actor;
}

/** A board as it comes to be: a placement was activated. */
export async function aBoard(
  test: TestService,
  { placementId = newId(), expert = anExpert(), client = aClient(), ...change }: Partial<Terms & TestBoard> = {},
): Promise<TestBoard> {
  const data: Activated = {
    placementId,
    clientId: client.clientId!,
    expertId: expert.expertId!,
    title: 'Storefront',
    clientName: 'Blue Heron',
    expertName: expert.name,
    programme: 'delivery-method',
    programmeVersion: 1,
    terms: { ...terms, ...change },
  };
  const event: EventOf<typeof placementEvents.placementActivated> = anEvent('placement', placementId, data);
  await test.app.get(Transactions).run((tx) => test.app.get(PlacementsConsumer).activated(event, tx));
  return { placementId, client, expert };
}

export const aTask = (
  test: TestService,
  { placementId, expert }: TestBoard,
  task: Partial<z.input<typeof NewTask>> = {},
): Promise<z.output<typeof Task>> =>
  test.ask(addTask, expert, { placementId, task: { title: 'Checkout', estimateMinutes: 600, ...task } });

type Hours = Omit<z.input<typeof NewEntry>, 'taskId'>;

/** Hours reported by the expert: an hour of the Monday unless told otherwise. */
export async function someHours(
  test: TestService,
  { expert }: TestBoard,
  taskId: string,
  hours: Hours = { day: monday, minutes: 60 },
): Promise<z.output<typeof Entry>> {
  const { items } = await test.ask(recordEntry, expert, { taskId, ...hours });
  return items[0]!;
}

export interface TestWeek extends TestBoard {
  taskId: string;
  sheet: z.output<typeof Sheet>;
  lines: z.output<typeof Entry>[];
}

/** A week that was submitted: one line for each number of minutes, from Monday on. */
export async function aSubmittedWeek(
  test: TestService,
  minutes: readonly number[] = [480, 480],
  change: Parameters<typeof aBoard>[1] = {},
): Promise<TestWeek> {
  const board = await aBoard(test, change);
  const { id: taskId } = await aTask(test, board, { estimateMinutes: 6_000 });
  const lines = [];
  for (const [n, each] of minutes.entries())
    lines.push(await someHours(test, board, taskId, { day: `2026-03-0${n + 2}`, minutes: each }));
  const sheet = await test.ask(submitSheet, board.expert, { placementId: board.placementId, week: monday });
  return { ...board, taskId, sheet, lines };
}

export const sheetNow = (test: TestService, { expert, sheet }: TestWeek): Promise<z.output<typeof Sheet>> =>
  test.ask(getSheet, expert, { id: sheet.id });
