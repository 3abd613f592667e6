import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from './new-id.js';
import { countNotes, notesDatabase, type NotesDatabase } from './test-support/notes.js';
import { type CommandCall, Transactions } from './transactions.js';

describe('GW-4: commands with an Idempotency-Key', () => {
  let database: NotesDatabase;
  let transactions: Transactions;
  beforeAll(async () => {
    database = await notesDatabase();
    transactions = new Transactions(database.dataSource);
  });
  afterAll(() => database.drop());
  beforeEach(() => database.dataSource.query('delete from notes'));

  const aCall = (call: Partial<CommandCall> = {}): CommandCall => ({
    actor: { id: newId() },
    input: { amount: '12.50', bank: { iban: 'DE02', bic: 'BYLA' } },
    idempotencyKey: 'key-1',
    pattern: 'payments.request-payout',
    ...call,
  });
  const writeNote = (call: CommandCall, text = newId(), holdMs = 0) =>
    transactions.command(call, async (tx) => {
      await tx.query('insert into notes (note_text) values ($1)', [text]);
      await sleep(holdMs);
      return { text };
    });

  it('answer the second time what they answered first, and do nothing', async () => {
    const call = aCall();
    const first = await writeNote(call);
    const reordered = { ...call, input: { bank: { bic: 'BYLA', iban: 'DE02' }, amount: '12.50' } };
    expect(await writeNote(reordered)).toEqual(first);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it('refuse the key for another input or another command', async () => {
    const call = aCall();
    await writeNote(call);
    const reused = { code: 'idempotency.key-reused', kind: 'invalid' };
    await expect(writeNote({ ...call, input: { amount: '12.51' } })).rejects.toMatchObject(reused);
    await expect(writeNote({ ...call, pattern: 'payments.cancel-payout' })).rejects.toMatchObject(reused);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it("don't mind another actor's equal key, nor a call without one", async () => {
    const call = aCall();
    await writeNote(call);
    await writeNote({ ...call, actor: { id: newId() } });
    await writeNote({ ...call, idempotencyKey: undefined });
    expect(await countNotes(database.dataSource)).toBe(3);
  });

  it('are refused while the same one is being worked on', async () => {
    const call = aCall();
    let inProgress: Promise<unknown> | undefined;
    const first = transactions.command(call, async () => {
      inProgress = writeNote(call).catch((error: unknown) => error);
      return inProgress.then(() => 'first');
    });
    await expect(first).resolves.toBe('first');
    expect(await inProgress).toMatchObject({ code: 'idempotency.in-progress', kind: 'conflict' });
  });

  it('may be tried again after a failure', async () => {
    const call = aCall();
    await expect(transactions.command(call, () => Promise.reject(new Error('told to')))).rejects.toThrow('told to');
    await writeNote(call);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it('take effect once when fifty arrive together, and give one answer', async () => {
    const call = aCall();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => writeNote(call, newId(), 5)));
    const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.text] : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(await countNotes(database.dataSource)).toBe(1);
    expect(new Set(answers).size).toBe(1);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'idempotency.in-progress' });
    expect(await writeNote(call)).toEqual({ text: answers[0] });
  });

  it('that committed between our look and our lock are answered from the store', async () => {
    const call = aCall();
    let tries = 0;
    const answer = await transactions.command(call, async (tx) => {
      // What an equal call did whose commit our first look was too early to see.
      if (++tries === 1) {
        await database.dataSource.query(
          `insert into idempotency (actor_id, key, pattern, input_hash, answer)
           values ($1, 'key-1', '', encode(sha256(convert_to($2, 'utf8')), 'hex'), '"theirs"')`,
          [call.actor.id, '["payments.request-payout",{"amount":"12.50","bank":{"bic":"BYLA","iban":"DE02"}}]'],
        );
      }
      await tx.query(`insert into notes (note_text) values ('mine')`);
      return 'mine';
    });
    expect([answer, tries]).toEqual(['theirs', 1]);
    expect(await countNotes(database.dataSource)).toBe(0);
  });
});
