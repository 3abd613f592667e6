import { addTerm, changeTerm, checkDraft, listTerms, removeTerm } from '#libs/contracts';
import { aClientUser, anAdmin, anAe, anExpert, aPartner, aTeamLead, type TestService } from '#libs/testing';
import { startCommunication } from '../test-support/communication.js';

let test: TestService;
beforeAll(async () => {
  test = await startCommunication();
});
afterAll(() => test.stop());

const plainOf = async (text: string) =>
  (await test.ask(checkDraft, anExpert(), { text })).marks.map(({ found, plain }) => `${found}: ${plain}`);

describe('CS-10: a draft is checked against the glossary', () => {
  it('which the network begins with', async () => {
    const { items, nextCursor } = await test.ask(listTerms, anExpert(), { limit: 100 });
    expect(items.length).toBeGreaterThan(60);
    expect(nextCursor).toBeNull();
    expect(await plainOf('The endpoint is idempotent.')).toEqual([
      'endpoint: an address at which a program answers',
      'idempotent: safe to repeat',
    ]);
  });

  it('as it stands now', async () => {
    expect(await plainOf('We yak-shave.')).toEqual([]);
    const term = await test.ask(addTerm, anAe(), { term: 'Yak-shave', plain: 'do small things first' });
    expect(await plainOf('We yak-shaved.')).toEqual(['yak-shaved: do small things first']);
    const { id, version } = term;
    const changed = await test.ask(changeTerm, aTeamLead(), { id, version, change: { plain: 'tidy up first' } });
    expect(changed).toMatchObject({ term: 'Yak-shave', plain: 'tidy up first', version: 2, updatedBy: 'Tom Lead' });
    expect(await plainOf('We yak-shave.')).toEqual(['yak-shave: tidy up first']);
    expect(await test.ask(removeTerm, anAdmin(), { id })).toBeNull();
    expect(await plainOf('We yak-shave.')).toEqual([]);
    expect((await test.refusal(removeTerm, anAdmin(), { id })).code).toBe('access.no-such-term');
  });

  it('by those who write to clients', async () => {
    for (const actor of [anExpert(), anAe(), aTeamLead(), anAdmin()]) {
      expect(await test.ask(checkDraft, actor, { text: 'Done.' })).toMatchObject({ advice: 'It reads plainly.' });
    }
    for (const actor of [aClientUser(), aPartner()]) {
      expect((await test.refusal(checkDraft, actor, { text: 'Done.' })).code).toBe('access.role');
    }
  });
});

describe('CS-10: the glossary', () => {
  it('has a term once, in whatever case', async () => {
    const again = await test.refusal(addTerm, anAe(), { term: 'IDEMPOTENT', plain: 'x' });
    expect(again).toMatchObject({ code: 'communication.term-known', kind: 'conflict', errors: [{ field: 'term' }] });
    const term = await test.ask(addTerm, anAe(), { term: 'greenfield', plain: 'new from scratch' });
    const change = { id: term.id, version: 1, change: { term: 'Edge  Case' } };
    expect((await test.refusal(changeTerm, anAe(), change)).code).toBe('communication.term-known');
  });

  it('of ten who add the same at once, one succeeds', async () => {
    const adding = Array.from({ length: 10 }, (_, n) =>
      test.ask(addTerm, anAe(), { term: 'Moat', plain: `plain ${n}` }),
    );
    const outcomes = await Promise.allSettled(adding);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'communication.term-known' });
    }
  });

  it('is edited by staff, one after the other', async () => {
    const { id } = await test.ask(addTerm, anAe(), { term: 'runway', plain: 'time left' });
    for (const actor of [anExpert(), aClientUser()]) {
      expect((await test.refusal(addTerm, actor, { term: 'x', plain: 'y' })).code).toBe('access.role');
      expect((await test.refusal(removeTerm, actor, { id })).code).toBe('access.role');
    }
    await test.ask(changeTerm, anAe(), { id, version: 1, change: { note: 'Money.' } });
    const stale = await test.refusal(changeTerm, anAe(), { id, version: 1, change: { note: 'Time.' } });
    expect(stale).toMatchObject({ code: 'request.stale', facts: { version: 2 } });
  });

  it('lists page by page and finds by either wording', async () => {
    const first = await test.ask(listTerms, anAe(), { limit: 2, q: 'change' });
    const second = await test.ask(listTerms, anAe(), { limit: 2, q: 'change', cursor: first.nextCursor! });
    expect(first.items).toHaveLength(2);
    expect(first.items.map(({ term }) => term)).not.toContain(second.items[0]!.term);
    expect((await test.ask(listTerms, anAe(), { q: '100%' })).items).toEqual([]);
    const last = await test.ask(listTerms, anAe(), { limit: 1, sort: '-term' });
    expect(last.items[0]!.term).toBe('workaround');
  });
});
