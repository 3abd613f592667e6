import { createHash } from 'node:crypto';
import pg from 'pg';
import { newId } from '#libs/persistence';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { journalText } from './journal-text.rules.js';

describe('the ledger in the database (PM-1)', () => {
  let database: TestDatabase;
  let app: pg.Client;
  let owner: pg.Client;

  beforeEach(async () => {
    database = await testDatabase({ service: 'payments', migrations });
    app = new pg.Client({ connectionString: database.url });
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await Promise.all([app.connect(), owner.connect()]);
  });

  afterEach(async () => {
    await Promise.all([app.end(), owner.end()]);
    await database.drop();
  });

  const expert = newId();
  const cash = (amount: unknown, currency = 'USD') => ({ id: newId(), account: 'network-cash', currency, amount });
  const safe = (amount: unknown, currency = 'USD') => ({
    ...{ id: newId(), account: 'expert-safe', owner: expert, currency, amount },
  });
  const entry = (legs: unknown, change: object = {}) => ({
    ...{ id: newId(), kind: 'test', reference: newId(), at: '2026-03-02T09:00:00.123Z', actor_id: newId(), legs },
    ...change,
  });
  const post = (...entries: object[]) => app.query('select post_entries($1::jsonb)', [JSON.stringify(entries)]);
  const count = async (table: string): Promise<number> =>
    Number((await app.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);

  it('takes balanced entries and keeps the balances of their accounts', async () => {
    await post(entry([cash(2500), safe('-2500')]), entry([cash(-500), safe(500)]));

    const { rows } = await app.query('select account, balance_minor from account_balances order by account');
    expect(rows).toEqual([
      { account: 'expert-safe', balance_minor: '-2000' },
      { account: 'network-cash', balance_minor: '2000' },
    ]);
  });

  it('keeps 2^53 + 1 exactly', async () => {
    await post(entry([cash('9007199254740993'), safe('-9007199254740993')]));
    const { rows } = await app.query(`select amount_minor from postings where account = 'network-cash'`);
    expect(rows).toEqual([{ amount_minor: '9007199254740993' }]);
  });

  it.each([
    ['a leg is missing', [safe(-100)], 'journal_two_legs'],
    ['there are no legs', undefined, 'journal_two_legs'],
    ['the legs do not balance', [cash(100), safe(-99)], 'journal_balanced'],
    ['currencies are mixed', [cash(100, 'USD'), safe(-100, 'EUR')], 'journal_balanced'],
    ['a leg is zero', [cash(0), safe(0)], 'posting_not_zero'],
    ['an account is unknown', [{ ...cash(100), account: 'pocket' }, safe(-100)], 'posting_account'],
    ['an expert is missing', [cash(100), { ...safe(-100), owner: undefined }], 'posting_owner'],
    ['the network has an owner', [{ ...cash(100), owner: expert }, safe(-100)], 'posting_owner'],
    ['an expert would owe', [cash(-100), safe(100)], 'account_not_overdrawn'],
  ])('refuses an entry when %s, and keeps nothing', async (_, legs, constraint) => {
    await expect(post(entry([cash(1), safe(-1)]), entry(legs))).rejects.toMatchObject({ constraint });
    expect(await count('journal')).toBe(0);
    expect(await count('account_balances')).toBe(0);
  });

  it.each([
    ['half a cent', [cash('0.005'), safe('-0.005')]],
    ['a fraction as a number', [cash(0.5), safe(-0.5)]],
    ['more than 64 bits', [cash('9223372036854775808'), safe('-9223372036854775808')]],
    ['a word', [cash('NaN'), safe('NaN')]],
    ['no amount', [cash(null), safe(null)]],
    ['no currency', [{ ...cash(1), currency: undefined }, safe(-1)]],
    ['an odd currency', [cash(1, 'us$'), safe(-1, 'us$')]],
  ])('refuses %s', async (_, legs) => {
    await expect(post(entry(legs))).rejects.toThrow();
    expect(await count('postings')).toBe(0);
  });

  it('refuses the same step of the same reference twice', async () => {
    const reference = newId();
    await post(entry([cash(1), safe(-1)], { reference }));
    await expect(post(entry([cash(1), safe(-1)], { reference }))).rejects.toMatchObject({
      constraint: 'journal_step_once',
    });
  });

  it.each([
    `update postings set amount_minor = 1`,
    `delete from postings`,
    `truncate postings`,
    `insert into postings values (gen_random_uuid(), gen_random_uuid(), 'network-cash', gen_random_uuid(), 'USD', 1)`,
    `update journal set kind = 'other'`,
    `delete from journal`,
    `update account_balances set balance_minor = -1000000`,
    `insert into account_balances values ('expert-safe', gen_random_uuid(), 'USD', -1000000)`,
    `update journal_head set number = 0`,
    `create table mine (id int)`,
    `alter table postings disable trigger all`,
    `create or replace function post_entries(entries jsonb) returns void language sql as 'select'`,
  ])('the runtime role may not: %s', async (sql) => {
    await post(entry([cash(1), safe(-1)]));
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    `update postings set amount_minor = 1`,
    `delete from journal`,
    `truncate postings`,
    `truncate journal cascade`,
  ])('nor may the owner, by accident: %s', async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow('only grows');
  });

  it('chains every entry to the one before, with a hash that anybody can compute', async () => {
    await post(entry([cash(7), safe(-7)]));
    await post(entry([cash(5), safe(-5)]), entry([cash(-3), safe(3)]));

    const { rows: journal } = await app.query<{ number: string; at: Date; id: string } & Record<string, string>>(
      `select *, encode(prev_hash, 'hex') as "prevHash", encode(hash, 'hex') as hex from journal order by number`,
    );
    const { rows: postings } = await app.query<Record<string, string>>('select * from postings');
    expect(journal.map(({ number }) => number)).toEqual(['1', '2', '3']);
    journal.forEach((row, index) => {
      const text = journalText({
        ...{ prevHash: row.prevHash!, number: BigInt(row.number), id: row.id, kind: row.kind! },
        ...{ reference: row.reference!, at: row.at, actorId: row.actor_id! },
        postings: postings
          .filter(({ journal_id }) => journal_id === row.id)
          .map(({ id, account, owner_id, currency, amount_minor }) => ({
            ...{ id: id!, account: account!, ownerId: owner_id!, currency: currency! },
            amountMinor: BigInt(amount_minor!),
          })),
      });
      expect(createHash('sha256').update(text).digest('hex')).toBe(row.hex);
      expect(row.prevHash).toBe(journal[index - 1]?.hex ?? '0'.repeat(64));
    });
  });

  it('numbers have no gaps, also when many post at once and some fail', async () => {
    const clients = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        return client;
      }),
    );
    const postTwenty = async (client: pg.Client, who: number): Promise<void> => {
      for (let n = 0; n < 20; n++) {
        const legs = [cash(1), safe(n % 5 === who ? -2 : -1)];
        await client.query('select post_entries($1::jsonb)', [JSON.stringify([entry(legs)])]).catch(() => undefined);
      }
    };
    await Promise.all(clients.map(postTwenty));
    await Promise.all(clients.map((client) => client.end()));

    const { rows } = await app.query('select count(*) as n, max(number) as last, min(number) as first from journal');
    expect(rows).toEqual([{ n: '80', last: '80', first: '1' }]);
  });
});
