import { existsSync, readFileSync } from 'node:fs';
import { parseExport, type ImportOptions } from './import.rules.js';

// Exports written by the tools themselves stand beside the repository, not in it: a clone alone skips these.
const folder = new URL('../../../../../shared/fixtures/', import.meta.url);
const whereTheyAre = existsSync(folder) ? describe : describe.skip;

whereTheyAre('real exports of the three tools (TS-5)', () => {
  const read = (name: string, options: Partial<ImportOptions> = {}) =>
    parseExport(readFileSync(new URL(name, folder)), { timeZone: 'Europe/Vienna', ...options });

  it.each([
    ['toggl-detailed-export.csv', {}, 'toggl'],
    ['clockify-detailed-export.csv', { dateOrder: 'mdy' as const }, 'clockify'],
  ])('%s: an hour and a second of work, and a row of no time', (name, options, tool) => {
    const { rows, refused, ...rest } = read(name, options);
    expect(rest.tool).toBe(tool);
    expect(rows).toEqual([
      expect.objectContaining({
        line: 3,
        user: 'Peter Tester',
        email: 'peter.test@email.test',
        client: 'Big Company',
        project: 'Project for Big Company',
        task: 'Task 1',
        description: 'Working hard',
        day: '2024-03-04',
        startedAt: new Date('2024-03-04T09:23:00Z'),
        endedAt: new Date('2024-03-04T10:23:01Z'),
        minutes: 60,
      }),
    ]);
    expect(refused.map(({ line, reason }) => [line, reason.code])).toEqual([[2, 'timesheet.import-not-positive']]);
  });

  it('harvest-detailed-export.csv: 20 hours and 36 seconds', () => {
    const { tool, rows, refused } = read('harvest-detailed-export.csv');
    expect({ tool, refused }).toEqual({ tool: 'harvest', refused: [] });
    expect(rows.map(({ line, day, minutes }) => [line, day, minutes])).toEqual([
      [2, '2024-03-04', 1200],
      [3, '2024-03-04', 1],
    ]);
  });

  it('clockify-detailed-export.csv leaves day and month open, so the order is asked for', () => {
    expect(() => read('clockify-detailed-export.csv')).toThrow(
      expect.objectContaining({ code: 'timesheet.import-date-order' }),
    );
  });
});
