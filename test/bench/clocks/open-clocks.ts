import type { TestService } from '#libs/testing';

const placements = 1_000;

/** A thousand placements, 9 to 17 in Berlin. */
export async function manyPlacements(service: TestService): Promise<void> {
  await service.query(
    `with made as (
       insert into coverages (placement_id, client_id, expert_id, title, client_name, expert_name, state, starts_on,
         ends_on, time_zone, channel, team_lead_id, account_executive_id, calendar_version)
       select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'Storefront', 'Blue Heron', 'Ana', 'active',
         '2026-01-01', '2026-12-31', 'Europe/Berlin', 'email', gen_random_uuid(), gen_random_uuid(), 1
       from generate_series(1, $1::integer) returning placement_id
     )
     insert into calendars select placement_id, 1, '2026-01-01', $2::jsonb from made`,
    [
      placements,
      {
        timeZone: 'Europe/Berlin',
        hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
        holidays: [],
      },
    ],
  );
}

/** Clocks that run, with their timers, as `Clocks.start` leaves them; those of `warn` have a warning next. */
export async function openClocks(
  service: TestService,
  count: number,
  { next, warnAt, dueAt }: { next: 'warn' | 'breach'; warnAt: string; dueAt: string },
): Promise<void> {
  await service.query(
    `with numbered as (select *, row_number() over () - 1 as place from coverages),
     made as (
       insert into clocks (id, kind, subject_kind, subject_id, title, placement_id, client_id, expert_id, assigned_to,
         calendar_version, around_the_clock, target_seconds, state, events, started_at, warnings, warn_at, due_at,
         warned_seconds)
       select gen_random_uuid(), 'first-answer', 'question', gen_random_uuid(), 'Where is it?', placement_id, client_id,
         expert_id, expert_id, 1, false, 3600, 'running', '[{"kind": "started", "at": "2026-03-02T08:00:00.000Z"}]',
         '2026-03-02T08:00:00Z', '{2880}', array[${warnAt}], ${dueAt}, ${next === 'warn' ? 'null' : '2880'}
       from generate_series(1, $1::integer) n join numbered on place = n % ${placements}
       returning id, due_at, warn_at
     )
     insert into timer (kind, subject_id, due_at, next_try)
     select 'communication.clock-${next}', id, at, at
     from made, lateral (select ${next === 'warn' ? 'warn_at[1]' : 'due_at'} as at) next`,
    [count],
  );
}
