import { transition } from '#libs/state';
import { addDays, type Day, dayOf, startOfDay } from '#libs/time';

/** A placement that runs this long without a complaint in a strike's group forgives the strike. */
export const forgivenAfterDays = 90;

export type StrikeState = 'counting' | 'forgiven' | 'lifted';

/** PL-13. A strike is lifted once, and only while it counts. Refuses 409 `placement.strike-not-counting`. */
export const afterLifting = (state: StrikeState): StrikeState =>
  transition(
    {
      code: 'placement.strike-not-counting',
      table: { lift: { from: ['counting'], to: 'lifted' } },
      rule: 'PL-13',
    },
    state,
    'lift',
  );

export const stateOf = ({ forgivenAt, liftedAt }: { forgivenAt: Date | null; liftedAt: Date | null }): StrikeState =>
  liftedAt ? 'lifted' : forgivenAt ? 'forgiven' : 'counting';

/** A strike that counts. */
export interface Counting {
  category: string;
  group: string;
  recordedAt: Date;
}

/** Strikes that together keep an expert from being placed, oldest first, since the second of them. */
export interface BarOf<S> {
  strikes: S[];
  since: Date;
}

/**
 * PL-13. Two lost clients in the same category, or in two categories of the same group, bar an expert: one over slow
 * answers and one over unclear language, both communication, do; one over slow answers and one over missed deadlines
 * don't. A category that was moved to another group between the two still is the same category.
 */
export function barsOf<S extends Counting>(counting: readonly S[]): BarOf<S>[] {
  const byAge = counting.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  const sharing = (shared: 'group' | 'category'): S[][] =>
    [...Map.groupBy(byAge, (strike) => strike[shared]).values()].filter(({ length }) => length > 1);
  const inGroup = sharing('group');
  const moved = sharing('category').filter((strikes) => new Set(strikes.map(({ group }) => group)).size > 1);
  return [...inGroup, ...moved].map((strikes) => ({ strikes, since: strikes[1]!.recordedAt }));
}

/** What is known of how a placement went. */
export interface PlacementFacts {
  placementId: string;
  startsOn: Day;
  endsOn: Day;
  timeZone: string;
  activatedAt: Date;
  endedAt: Date | null;
}

/** How a placement went, in instants. */
export interface Course {
  placementId: string;
  startedAt: Date;
  /** Null while it runs. */
  endedAt: Date | null;
  /** When its ninety days are over. */
  provenAt: Date;
  /** It lost its client. */
  lost: boolean;
  complaints: readonly { group: string; loggedAt: Date }[];
}

/**
 * PL-13. A placement starts with its first day, or its activation if that came later, and ends with its last day, or
 * when it was ended that day. Its ninety days are days in the zone of its first contract; a pause doesn't stop them. From
 * March 2nd in Berlin they are over when May 31st begins there.
 */
export function spanOf(facts: Omit<PlacementFacts, 'placementId'>): Pick<Course, 'startedAt' | 'endedAt' | 'provenAt'> {
  const { startsOn, endsOn, timeZone, activatedAt, endedAt } = facts;
  const firstDay = startOfDay(startsOn, timeZone);
  const startedAt = activatedAt > firstDay ? activatedAt : firstDay;
  const lastDayOver = startOfDay(addDays(endsOn, 1), timeZone);
  return {
    startedAt,
    endedAt: endedAt && endedAt > lastDayOver ? lastDayOver : endedAt,
    provenAt: startOfDay(addDays(dayOf(startedAt, timeZone), forgivenAfterDays), timeZone),
  };
}

export interface Forgiveness {
  because: 'ended-well' | 'ninety-days';
  laterPlacementId: string;
  at: Date;
}

type Forgivable = Pick<Counting, 'group'> & { lostAt: Date };

const isQuiet = ({ complaints, provenAt }: Course, { group }: Forgivable): boolean =>
  !complaints.some((complaint) => complaint.group === group && complaint.loggedAt < provenAt);

const laterThan = ({ lostAt }: Forgivable, courses: readonly Course[]): Course[] =>
  courses.filter(({ startedAt }) => startedAt >= lostAt);

/**
 * PL-13. What forgives a strike, the earliest of it, if anything does: a later placement that began its work and ended
 * without losing its client, or that ran its first ninety days without a complaint in the strike's group. It follows from
 * the facts as they are known now, in whatever order they came: a loss recorded after the end, or a complaint that was
 * logged in time and heard of late, takes the forgiveness back. A complaint doesn't keep a placement from ending well.
 * Slow answers lost a client in March; the next placement, from April 1st, ended in June with its client content:
 * forgiven by its end.
 */
export function forgivenessOf(strike: Forgivable, courses: readonly Course[], now: Date): Forgiveness | null {
  const found = laterThan(strike, courses).flatMap((course): Forgiveness[] => {
    const { placementId: laterPlacementId, startedAt, endedAt, provenAt, lost } = course;
    const endedWell = endedAt && endedAt > startedAt && !lost;
    const ranLongEnough = provenAt <= now && (!endedAt || endedAt >= provenAt) && isQuiet(course, strike);
    return [
      ...(endedWell ? [{ because: 'ended-well' as const, laterPlacementId, at: endedAt }] : []),
      ...(ranLongEnough ? [{ because: 'ninety-days' as const, laterPlacementId, at: provenAt }] : []),
    ];
  });
  const inOrder = found.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || a.laterPlacementId.localeCompare(b.laterPlacementId),
  );
  return inOrder[0] ?? null;
}

/** PL-13. When a placement that runs will have forgiven a strike, unless a complaint in its group comes before. */
export function clearsAt(strike: Forgivable, courses: readonly Course[], now: Date): Date | null {
  const running = laterThan(strike, courses).filter((course) => !course.endedAt && isQuiet(course, strike));
  const ends = running.map(({ provenAt }) => provenAt).filter((at) => at > now);
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
