import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { eventually, type TcpProxy, tcpProxy, testDatabase, type TestDatabase } from '#libs/testing';
import { PersistenceModule } from './persistence.module.js';
import { countNotes, NoteEntity, Notes1760000000000 } from './test-support/notes.js';
import { Transactions } from './transactions.js';

const ignore = (): void => undefined;

describe('a service whose database comes up late and goes away once', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let app: TestingModule;
  const before = process.env.DATABASE_URL;

  beforeAll(async () => {
    database = await testDatabase({ service: 'persistence', migrations: [Notes1760000000000] });
    proxy = await tcpProxy(database.url);
    process.env.DATABASE_URL = proxy.url;
  });
  afterAll(async () => {
    process.env.DATABASE_URL = before;
    await app.close();
    await proxy.cut();
    await database.drop();
  });

  it('waits for it, then lives through its restart', async () => {
    await proxy.cut();
    const starting = Test.createTestingModule({
      imports: [PersistenceModule.forRoot({ service: 'persistence', entities: [NoteEntity] })],
    })
      .setLogger({ log: ignore, warn: ignore, error: ignore })
      .compile();
    setTimeout(() => void proxy.restore(), 200);
    app = await starting;
    await app.init();

    const transactions = app.get(Transactions);
    const write = () => transactions.run((tx) => tx.query(`insert into notes (note_text) values ('written')`));
    await proxy.cut();
    await expect(write()).rejects.toMatchObject({ code: 'database.unavailable' });
    await proxy.restore();
    await eventually('the service writes again', () => write().then(() => true));
    expect(await countNotes(app.get(DataSource))).toBe(1);
  });

  it('shows its name to the administrator, and gives out days as text and instants as Dates', async () => {
    const [row] = await app
      .get(DataSource)
      .query<object[]>(
        `select current_setting('application_name') as name, date '2026-03-02' as day, to_timestamp(0) as at`,
      );
    expect(row).toEqual({ name: 'persistence', day: '2026-03-02', at: new Date(0) });
  });
});
