import request from 'supertest';
import { DataSource } from 'typeorm';
import { systemActor } from '#libs/access';
import { Transactions } from '#libs/persistence';
import { FirstAdmin } from './first-admin.js';
import { NewAccounts } from './new-accounts.js';
import { UntoldAccounts } from './untold-accounts.js';
import { GatewayModule } from '../gateway.module.js';
import { password, startTestApp, type TestApp } from '../test-app.js';

describe('Events of accounts', () => {
  let test: TestApp;
  let admin: string;

  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
    admin = await test.bearer('admin');
  });
  beforeEach(() => empty('outbox', 'event_version', 'accounts'));
  afterAll(() => test.close());

  const sql = <T>(text: string): Promise<T[]> => test.app.get(DataSource).query(text);
  const empty = async (...tables: string[]): Promise<void> => {
    for (const table of tables) await sql(`delete from ${table}`);
  };
  const told = () =>
    sql<{ type: string; version: number; data: object }>(
      `select routing_key as type, aggregate_version as version, payload->'data' as data from outbox order by seq`,
    );
  const http = () => request(test.app.getHttpServer());
  const person = { email: 'ann@example.com', password, role: 'expert', name: 'Ann' };
  const create = (key: string) =>
    http().post('/v1/accounts').set({ authorization: admin, 'idempotency-key': key }).send(person);

  it('tell of one made, once however often it is asked for, without its password', async () => {
    const { body } = await create('once');
    await create('once');
    const { id: accountId, name, email, role } = body;
    expect(await told()).toEqual([
      {
        type: 'gateway.account-created.v1',
        version: 1,
        data: { accountId, name, email, role, clientId: null, disabled: false },
      },
    ]);
    expect((await create('twice')).status).toBe(409);
    expect(await told()).toHaveLength(1);
    expect(JSON.stringify(await sql('select * from outbox'))).not.toMatch(/argon2|password/);
  });

  it('tell of a change, in order, and of none that was refused', async () => {
    const { id } = await test.account('expert', 'bea@example.com');
    const change = (etag: string, body: object) =>
      http().patch(`/v1/accounts/${id}`).set({ authorization: admin, 'if-match': etag }).send(body);
    await change('"1"', { name: 'Bea' });
    expect((await change('"1"', { name: 'Late' })).status).toBe(412);
    await change('"2"', { disabled: true });
    expect(await told()).toMatchObject([
      { version: 1, data: { name: 'bea@example.com' } },
      { type: 'gateway.account-changed.v1', version: 2, data: { name: 'Bea', disabled: false } },
      { version: 3, data: { name: 'Bea', disabled: true } },
    ]);
  });

  it('tell at start of accounts that were there before, once, whichever replica comes first', async () => {
    const before = await test.account('team-lead', 'old@example.com');
    await empty('outbox', 'event_version');
    await test.account('client', 'new@example.com', '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10');
    const start = () => test.app.get(UntoldAccounts).onApplicationBootstrap();
    await Promise.all([start(), start(), start()]);
    await start();
    expect((await told()).map(({ type, version, data }) => [type, version, data])).toEqual([
      ['gateway.account-created.v1', 1, expect.objectContaining({ email: 'new@example.com' })],
      ['gateway.account-created.v1', 1, expect.objectContaining({ accountId: before.id, role: 'team-lead' })],
    ]);
  });

  it('do not leave when the account does not come to be', async () => {
    const account = { email: 'x@example.com', role: 'partner', name: 'X', passwordHash: 'x' } as const;
    const add = test.app.get(Transactions).run(async (tx) => {
      await test.app.get(NewAccounts).add(tx, systemActor, account);
      throw new Error('taken back');
    });
    await expect(add).rejects.toThrow('taken back');
    expect(await told()).toEqual([]);
  });

  it('tell of the first administrator too', async () => {
    const firstAdmin = test.app.get(FirstAdmin);
    Object.assign(firstAdmin, { config: { ADMIN_EMAIL: 'first@example.com', ADMIN_PASSWORD: password } });
    await firstAdmin.onApplicationBootstrap();
    expect(await told()).toMatchObject([{ version: 1, data: { email: 'first@example.com', role: 'admin' } }]);
  });
});
