import type { z } from 'zod';
import type { ClientReport, PlacementReport } from '#libs/contracts';
import type { Block } from '../print/block.js';
import { barChart, lineChart } from '../print/chart.rules.js';
import { pdfOf } from '../print/pdf.js';
import { hours } from '../print/words.rules.js';

type Report = z.output<typeof ClientReport>;
type Placement = z.output<typeof PlacementReport>;

const monthly = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const daily = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export const titleOf = ({ clientName, month }: Report): string => `${clientName}, ${monthly.format(new Date(month))}`;

export const reportFile = ({ month }: Report): string => `report-${month.slice(0, 7)}.pdf`;
export const reportPdf = (report: Report): Promise<Buffer> =>
  pdfOf({ title: titleOf(report), network: 'Shoreline' }, reportBlocks(report));

/** QN-12. A client's month as it is told: what was done, whether promises were kept, what was said, what comes next. */
export function reportBlocks(report: Report): Block[] {
  const { placements, nps, summary, outlook, accountExecutive } = report;
  const total = (of: (placement: Placement) => number): number => placements.reduce((sum, each) => sum + of(each), 0);
  const asked = total(({ answers }) => answers.asked);
  return [
    {
      kind: 'title',
      text: titleOf(report),
      under: `Monthly report${accountExecutive ? ` · ${accountExecutive} looks after you` : ''}${report.state === 'draft' ? ' · DRAFT' : ''}`,
    },
    ...words(summary),
    {
      kind: 'figures',
      figures: [
        { label: 'Hours approved', value: hours(total(({ minutes }) => minutes)) },
        {
          label: 'Answers in time',
          value: asked ? `${total(({ answers }) => answers.inTime)} of ${asked}` : '–',
          note: asked ? 'first answers to questions' : 'no question was asked',
        },
        {
          label: 'Bugs fixed',
          value: `${total(({ bugs }) => bugs.fixed)}`,
          note: `${total(({ bugs }) => bugs.reported)} reported`,
        },
        { label: 'Your score', value: nps.score === null ? '–' : signed(nps.score), note: npsNote(nps) },
      ],
    },
    ...scores(nps),
    ...placements.flatMap(placementBlocks),
    ...(outlook ? [{ kind: 'heading', text: 'What comes next' } as const, ...words(outlook)] : []),
  ];
}

const words = (text: string | null): Block[] => (text ? [{ kind: 'text', text }] : []);

function npsNote({ asked, answered, score }: Report['nps']): string {
  if (!asked) return 'nobody was asked yet';
  const answers = `${counted(answered, 'answer')} to ${asked} asked`;
  return score === null ? `${answers}: too few for a score` : `NPS, ${answers}`;
}

function scores({ weeks }: Report['nps']): Block[] {
  if (!weeks.some(({ mean }) => mean !== null)) return [];
  const points = weeks.map(({ week, mean }) => ({ label: day(week), value: mean }));
  return [{ kind: 'chart', title: 'Your answers by week, from 0 to 10', chart: lineChart(points, 10) }];
}

function placementBlocks(placement: Placement): Block[] {
  const { title, expertName, weeks, tasks, bugs } = placement;
  const bars = weeks.map(({ week, minutes }) => ({ label: day(week), value: Math.round(minutes / 6) / 10 }));
  return [
    { kind: 'heading', text: `${title} · ${expertName}` },
    { kind: 'figures', figures: figuresOf(placement) },
    ...(weeks.length ? [{ kind: 'chart', title: 'Hours by week', chart: barChart(bars, ' h') } as const] : []),
    ...(tasks.length ? [taskTable(tasks)] : []),
    ...(bugs.items.length ? [bugTable(bugs)] : []),
  ];
}

function figuresOf({ minutes, answers, bugs, mistakes }: Placement) {
  const { asked, inTime, meanMinutes, promisedMinutes } = answers;
  return [
    { label: 'Hours', value: hours(minutes) },
    {
      label: 'First answers',
      value: meanMinutes === null ? '–' : `${meanMinutes} min`,
      note: asked ? `${inTime} of ${asked} in time${promised(promisedMinutes)}` : 'no question was asked',
    },
    ...(bugs.meanFixMinutes === null
      ? []
      : [{ label: 'Fixing a bug', value: hours(bugs.meanFixMinutes), note: 'on average' }]),
    ...(mistakes.told
      ? [{ label: 'Mistakes told', value: `${mistakes.told}`, note: `${mistakes.inTime} within the term` }]
      : []),
  ];
}

const taskTable = (tasks: Placement['tasks']): Block => ({
  kind: 'table',
  caption: 'Tasks worked on, with all hours up to the end of the month beside their estimate',
  columns: [
    { title: 'Task', share: 0.46 },
    { title: 'This month', share: 0.18, numeric: true },
    { title: 'So far', share: 0.18, numeric: true },
    { title: 'Estimate', share: 0.18, numeric: true },
  ],
  rows: tasks.map((task) => [
    task.title,
    hours(task.minutes),
    hours(task.minutesSoFar),
    task.estimateMinutes === null ? '–' : hours(task.estimateMinutes),
  ]),
});

const bugTable = ({ items }: Placement['bugs']): Block => ({
  kind: 'table',
  caption: 'Bugs reported or fixed',
  columns: [
    { title: 'Bug', share: 0.6 },
    { title: 'Severity', share: 0.2 },
    { title: 'Fixed', share: 0.2 },
  ],
  rows: items.map(({ title, severity, fixedOn }) => [title, severity, fixedOn ? day(fixedOn) : 'not yet']),
});

const day = (date: string): string => daily.format(new Date(date));
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const signed = (score: number): string => (score > 0 ? `+${score}` : `${score}`);
const promised = (minutes: number | null): string => (minutes === null ? '' : `, ${minutes} min promised`);
