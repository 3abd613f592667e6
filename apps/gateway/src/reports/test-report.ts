import type { z } from 'zod';
import type { ClientReport } from '#libs/contracts';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';

/** A month with a bit of everything in it, and names from many places. */
export const exampleReport: z.output<typeof ClientReport> = {
  ...{ id, clientId: id, clientName: 'Żółw & Søn <GmbH>', month: '2026-03-01', timeZone: 'Europe/Berlin' },
  ...{ state: 'released', releasesItselfAt: '2026-04-06T10:00:00Z', releasedAt: '2026-04-02T10:00:00Z' },
  ...{
    releasedBy: 'Elena Marsh',
    accountExecutive: 'Elena Marsh',
    changedSince: false,
    at: '2026-05-01T00:00:00Z',
    history: [],
    version: 3,
  },
  summary: 'The new checkout went live on 12 March, two days early.\nOne night was hard: see the bug below.',
  outlook: 'In April the search is built: facets first, then Ελληνικά and українська.',
  placements: [
    {
      ...{ placementId: id, title: 'Ingestion pipeline', expertId: id, expertName: 'Olena Гнатюк' },
      minutes: 9_555,
      weeks: [
        { week: '2026-02-23', minutes: 0 },
        { week: '2026-03-02', minutes: 2_400 },
        { week: '2026-03-09', minutes: 2_355 },
        { week: '2026-03-16', minutes: 2_400 },
        { week: '2026-03-23', minutes: 2_400 },
      ],
      tasks: [
        { taskId: id, title: 'Port adapter', estimateMinutes: 9_600, minutes: 7_155, minutesSoFar: 9_900 },
        {
          taskId: id,
          title: 'Cleaning rules for forty ports, with a long name that has to go on in a second line of its column',
          estimateMinutes: null,
          minutes: 2_400,
          minutesSoFar: 2_400,
        },
      ],
      answers: { asked: 18, inTime: 17, meanMinutes: 12.4, promisedMinutes: 30 },
      bugs: {
        ...{ reported: 2, fixed: 1, meanFixMinutes: 95 },
        items: [
          { bugId: id, title: 'Basket empties at midnight', severity: 'production', fixedOn: '2026-03-13' },
          { bugId: id, title: 'Wrong plural', severity: 'minor', fixedOn: null },
        ],
      },
      mistakes: { told: 1, inTime: 1 },
    },
  ],
  nps: {
    ...{ asked: 8, answered: 6, score: 50 },
    weeks: [
      { week: '2026-03-02', answered: 2, mean: 9.5 },
      { week: '2026-03-09', answered: 0, mean: null },
      { week: '2026-03-16', answered: 2, mean: 7 },
      { week: '2026-03-23', answered: 2, mean: 9 },
    ],
  },
};
