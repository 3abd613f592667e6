import fc from 'fast-check';
import { refusalIn } from '../test-support/refusals.js';
import type { ImportRow } from './import.rules.js';
import { checkOnePerson, leftOut, taskTitleOf } from './pick-rows.rules.js';

const aRow = (change: Partial<ImportRow> = {}): ImportRow => ({
  line: 2,
  fingerprint: 'f',
  user: 'Ana Šimić',
  email: 'ana@example.org',
  client: 'Blue Heron',
  project: 'Storefront',
  task: 'Checkout',
  description: 'Basket total',
  day: '2026-03-02',
  minutes: 60,
  ...change,
});
const bo = aRow({ user: 'Bo Berg', email: 'bo@example.org', project: 'Billing' });

describe('TS-5: whose hours come in', () => {
  it('is no question where the export has one person', () => {
    expect(() => checkOnePerson([aRow(), aRow({ line: 3 })], {})).not.toThrow();
    expect(() => checkOnePerson([], {})).not.toThrow();
  });

  it('is asked, with the names, where it has several', () => {
    expect(() => checkOnePerson([aRow(), bo], {})).toThrow(
      expect.objectContaining({
        code: 'timesheet.import-several-people',
        details: expect.objectContaining({
          errors: [{ field: 'person', message: 'must be one of ana@example.org, bo@example.org' }],
        }),
      }),
    );
    expect(() => checkOnePerson([aRow(), bo], { person: 'ana@example.org' })).not.toThrow();
  });

  it('TS-5: only the people of the picked projects count', () => {
    expect(() => checkOnePerson([aRow(), bo], { projects: ['storefront'] })).not.toThrow();
    expect(refusalIn(() => checkOnePerson([aRow(), bo], { projects: ['storefront', 'billing'] }))).toBe(
      'timesheet.import-several-people person',
    );
  });

  it.each(['ana@example.org', ' ANA@example.ORG ', 'Ana Šimić', 'ana šimić'])('TS-5: %p picks Ana', (person) => {
    expect(leftOut(aRow(), { person })).toBeUndefined();
    expect(leftOut(bo, { person })).toMatchObject({ code: 'timesheet.import-other-person' });
  });
});

describe('TS-5: which projects come in', () => {
  it.each([
    [undefined, undefined],
    [['Storefront'], undefined],
    [['billing', ' STOREFRONT'], undefined],
    [['Billing'], 'timesheet.import-other-project'],
    [[], 'timesheet.import-other-project'],
  ])('of %j: %p', (projects, code) => expect(leftOut(aRow(), { projects })?.code).toBe(code));

  it('leaves rows without a project out, and says so', () => {
    expect(leftOut(aRow({ project: '' }), { projects: ['Billing'] })?.detail).toBe(
      'projects do not have rows without one',
    );
  });
});

describe('TS-5: the task of a row', () => {
  it.each([
    [{}, 'Checkout'],
    [{ task: '' }, 'Basket total'],
    [{ task: '', description: 'Two lines:\nfirst  and\tsecond' }, 'Two lines: first and second'],
    [{ task: '', description: '' }, 'Storefront'],
    [{ task: '', description: '', project: '' }, 'Imported work'],
  ])('with %j is %p', (change, title) => expect(taskTitleOf(aRow(change))).toBe(title));

  it('TS-5: is always a title that a task may have', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, (task, description, project) => {
        const title = taskTitleOf({ task: task.trim(), description: description.trim(), project: project.trim() });
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title).toBe(title.trim());
        expect(title.isWellFormed()).toBe(true);
      }),
    );
  });
});
