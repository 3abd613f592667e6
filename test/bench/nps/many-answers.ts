import type { Tables } from '../support/fill.js';

const clients = 100;
const contactsEach = 20;
const expertsEach = 5;
const weeks = 100;
export const answers = clients * contactsEach * expertsEach * weeks;
/** Monday of the last week; the clock of the service stands in it. */
export const lastWeek = '2026-03-02';

const tallied = { network: `''`, client: 'client_id::text', expert: 'expert_id::text', programme: 'programme' };

/** Two years of weeks, each contact answering for all experts at its client; and the tallies this leaves. */
export async function manyAnswers(tables: Tables): Promise<void> {
  await tables.query(
    `insert into clients select gen_random_uuid(), 'Client ' || n, 'Europe/Berlin', null from generate_series(1, $1) n`,
    [clients],
  );
  await tables.query(
    `insert into experts select gen_random_uuid(), 'Expert ' || n, null from generate_series(1, $1) n`,
    [clients * expertsEach],
  );
  await tables.query(
    `with c as (select client_id, row_number() over (order by client_id) as place from clients),
     e as (select expert_id, row_number() over (order by expert_id) % $1 + 1 as place from experts),
     sent as (
       insert into questionnaires (id, client_id, contact_id, week, time_zone, sent_at, answered_at, closes_at)
       select gen_random_uuid(), client_id, gen_random_uuid(), $3::date - 7 * ago, 'Europe/Berlin', now(), now(), now()
       from c, generate_series(0, $4 - 1) ago, generate_series(1, $2) contact
       returning id, client_id, week
     )
     insert into questionnaire_items (questionnaire_id, placement_id, title, week, client_id, expert_id, programme, score)
     select id, expert_id, 'Storefront', week, client_id, expert_id, 'delivery-method',
       abs(hashtext(id::text || expert_id::text)) % 11
     from sent join c using (client_id) join e using (place)`,
    [clients, contactsEach, lastWeek, weeks],
  );
  for (const [scope, id] of Object.entries(tallied)) {
    await tables.query(
      `insert into nps_tallies
       select $1, ${id}, week, count(*), count(*) filter (where score >= 9), count(*) filter (where score in (7, 8)),
         count(*) filter (where score <= 6)
       from questionnaire_items group by 2, 3`,
      [scope],
    );
  }
}
