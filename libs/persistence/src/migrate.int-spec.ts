import type { MigrationInterface, QueryRunner } from 'typeorm';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { migrate } from './migrate.js';

const { jest } = import.meta;

class First1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table things (id int primary key)');
    await runner.query('create table facts (id int primary key)');
    await runner.query('revoke update, delete on facts from migrating_app');
  }

  async down(): Promise<void> {}
}

class Broken1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half_made (id int)');
    throw new Error('told to');
  }

  async down(): Promise<void> {}
}

describe('migrating a database', () => {
  let database: TestDatabase;
  let printed: string[];
  beforeEach(async () => {
    database = await testDatabase({ service: 'migrating', migrations: [] });
    printed = [];
    jest.spyOn(console, 'log').mockReturnValue(); // where TypeORM tells of a failure that it throws as well
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await database.drop();
  });
  const run = (...migrations: Parameters<typeof migrate>[0]['migrations']): Promise<void> =>
    migrate({ url: database.ownerUrl, name: 'migrating', migrations });
  const asApp = async (sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return client
      .query(sql)
      .then(({ rows }) => rows as unknown[])
      .finally(() => client.end());
  };

  it('does once what is new and says so, also when two start at once', async () => {
    await Promise.all([run(First1760000000000), run(First1760000000000)]);
    expect(printed.toSorted()).toEqual(['migrating: applied First1760000000000\n', 'migrating: up to date\n']);
  });

  it('leaves nothing of a migration that failed, and all of those before', async () => {
    await expect(run(First1760000000000, Broken1760000000001)).rejects.toThrow('told to');
    expect(
      await asApp(`select to_regclass('things') is not null as first, to_regclass('half_made') as broken`),
    ).toEqual([{ first: true, broken: null }]);
  });

  it('lets the runtime role read and write rows, never change tables or what is append-only', async () => {
    await run(First1760000000000);
    await asApp('insert into things values (1)');
    await asApp('insert into facts values (1)');
    await expect(asApp('update facts set id = 2')).rejects.toMatchObject({ code: '42501' });
    await expect(asApp('drop table things')).rejects.toMatchObject({ code: '42501' });
    await expect(asApp('create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
  });
});
