import type { z } from 'zod';
import type { Actor } from '#libs/access';
import * as contracts from '#libs/contracts';
import type { RpcContract } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aClient, anExpert, aSubmittedWeek, type TestWeek } from './test-support/builders.js';
import { monday, startTimesheet } from './test-support/timesheet.js';
import { refusedAs } from './test-support/refusals.js';

const {
  addTask,
  answerDispute,
  changeEntry,
  changeTask,
  commitImport,
  correctEntry,
  decideDispute,
  getBoard,
  getEntry,
  getImport,
  getSheet,
  getSprint,
  getTask,
  getTimer,
  listBoards,
  listEntries,
  listSheets,
  listTasks,
  moveTask,
  planTask,
  previewImport,
  recordEntry,
  removeEntry,
  returnSheet,
  reviewSheet,
  setSprintGoals,
  startTimer,
  stopTimer,
  submitSheet,
  approvedTotals,
} = contracts;

/** Everything that this service answers. */
const answered = Object.values(contracts).flatMap((contract: object) =>
  'output' in contract && 'name' in contract && String(contract.name).startsWith('timesheet.')
    ? [String(contract.name)]
    : [],
);

describe('GW-3: a foreign id answers like an unknown one', () => {
  let test: TestService;
  let week: TestWeek;
  let importId: string;
  const strangers: [string, Actor][] = [
    ['client', aClient()],
    ['expert', anExpert()],
  ];
  beforeAll(async () => {
    test = await startTimesheet();
    week = await aSubmittedWeek(test);
    await aSubmittedWeek(test, [60], { client: strangers[0]![1], expert: strangers[1]![1] });
    const file = 'Date,Client,Project,Hours\n2026-03-05,C,P,1.0';
    const { placementId, expert } = week;
    importId = (await test.ask(previewImport, expert, { placementId, import: { file } })).id;
  });
  afterAll(() => test.stop());

  /** Each request about what is `week`'s, or about what nobody has. */
  const requests = (unknown = false): [RpcContract, unknown][] => {
    const of = (id: string) => (unknown ? newId() : id);
    const { placementId, taskId, sheet, lines } = week;
    const [placement, task, entryId] = [{ placementId: of(placementId) }, { id: of(taskId) }, of(lines[0]!.id)];
    const ask = <C extends RpcContract>(contract: C, input: z.input<C['input']>): [RpcContract, unknown] => [
      contract,
      input,
    ];
    return [
      ask(getBoard, placement),
      ask(listTasks, placement),
      ask(getTask, task),
      ask(addTask, { ...placement, task: { title: 'Mine' } }),
      ask(changeTask, { ...task, version: 1, change: { title: 'Mine' } }),
      ask(moveTask, { ...task, column: 'in-progress' }),
      ask(planTask, { ...task, week: null }),
      ask(getSprint, { ...placement, week: monday }),
      ask(setSprintGoals, { ...placement, week: monday, goals: 'Mine' }),
      ask(recordEntry, { taskId: task.id, day: monday, minutes: 1 }),
      ask(changeEntry, { id: entryId, version: 1, change: { note: 'Mine' } }),
      ask(removeEntry, { id: entryId, version: 1 }),
      ask(getEntry, { id: entryId }),
      ask(correctEntry, { id: entryId, minutes: 1, note: 'Mine' }),
      ask(startTimer, { taskId: task.id }),
      ask(previewImport, { ...placement, import: { file: 'x' } }),
      ask(commitImport, { id: of(importId) }),
      ask(getImport, { id: of(importId) }),
      ask(getSheet, { id: of(sheet.id) }),
      ask(submitSheet, { ...placement, week: monday }),
      ask(reviewSheet, { id: of(sheet.id), approveRest: true }),
      ask(returnSheet, { id: of(sheet.id), reason: 'Mine' }),
      ask(answerDispute, { entryId, answer: 'Mine' }),
      ask(decideDispute, { entryId, outcome: 'approved', reason: 'Mine' }),
      ask(listEntries, placement),
      ask(listEntries, { sheetId: of(sheet.id) }),
      ask(listEntries, { taskId: task.id }),
      ask(listSheets, placement),
    ];
  };
  const listsByOwner = [listBoards, listEntries, listSheets];

  it.each(strangers)('for a foreign %s, in every request', async (_, stranger) => {
    const unknown = requests(true);
    for (const [n, [contract, input]] of requests().entries()) {
      const refusal = await refusedAs(test, contract, stranger, input);
      expect([contract.name, refusal]).toEqual([contract.name, expect.stringMatching(/^access\.(no-such-|role)/)]);
      expect([contract.name, await refusedAs(test, contract, stranger, unknown[n]![1])]).toEqual([
        contract.name,
        refusal,
      ]);
    }
  });

  it('for partners and payroll there is nothing at all', async () => {
    for (const role of ['partner', 'payroll'] as const)
      for (const [contract, input] of [
        ...requests(),
        ...listsByOwner.map((list): [RpcContract, unknown] => [list, {}]),
      ])
        expect(await refusedAs(test, contract, { id: newId(), role, name: 'P' }, input)).toMatch(/^access\./);
  });

  it.each(strangers)('in the lists of a foreign %s, which hold only its own', async (_, stranger) => {
    for (const list of listsByOwner) {
      const { items } = await test.ask(list, stranger, {});
      expect(items).toHaveLength(1);
      expect(JSON.stringify(items)).not.toContain(week.client.clientId);
      expect(JSON.stringify(items)).not.toContain(week.expert.expertId);
    }
  });

  it('in filters: another client, or another expert, is refused or has nothing', async () => {
    const [, client] = strangers[0]!;
    const [, expert] = strangers[1]!;
    for (const list of listsByOwner) {
      expect(await refusedAs(test, list, client, { clientId: week.client.clientId })).toBe('access.no-such-client');
      expect(await refusedAs(test, list, expert, { expertId: week.expert.expertId })).toBe('access.no-such-expert');
      expect((await test.ask(list, client, { expertId: week.expert.expertId })).items).toEqual([]);
      expect((await test.ask(list, expert, { clientId: week.client.clientId })).items).toEqual([]);
    }
  });

  it('and nothing was changed by all of that', async () => {
    expect(await test.ask(getSheet, week.client, { id: week.sheet.id })).toEqual(week.sheet);
    expect(await test.query(`select from tasks where title = 'Mine' or "column" <> 'to-do'`)).toEqual([]);
  });

  it('of every request that this service answers', () => {
    const asked = [...requests().map(([{ name }]) => name), ...listsByOwner.map(({ name }) => name)];
    // The timer is found by the actor alone, the totals are for administrators; both have tests of their own.
    const others = [getTimer, stopTimer, approvedTotals].map(({ name }) => name);
    expect([...new Set([...asked, ...others])].toSorted()).toEqual(answered.toSorted());
  });
});
