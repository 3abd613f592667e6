import { accessTable } from '../../apps/gateway/src/access-table.js';
import { qualityAccess } from '../../apps/gateway/src/access-to-quality.js';
import { PASSWORD } from '../../deploy/demo/cast.js';
import { agreeOnShifts } from '../../deploy/demo/presence.js';
import { playWeeks } from '../../deploy/demo/weeks.js';
import { foreignRequests, idsOf, type ForeignRequest, type Ids, unknownIds } from '../support/foreign-requests.js';
import { aRunningJob } from '../support/job.js';
import { type Answer, everybody, type People, Person } from '../support/person.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let people: People;
let lumen: Ids;
let harbour: Ids;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z', env: { LOGIN_LIMIT_PER_MINUTE: '1000' } });
  const stage = await aRunningJob(network);
  await playWeeks(stage, 2);
  for (const client of ['lumen', 'harbour'] as const)
    await agreeOnShifts(stage, client, '2026-03-17', [{ days: [5], from: '09:00', to: '17:00' }]);
  people = await everybody(network);
  lumen = await idsOf(people.admin, people.ravi, stage.placement('lumen'));
  harbour = await idsOf(people.admin, people.ada, stage.placement('harbour'));
});
afterAll(() => network?.stop());

const ask = (who: Person, request: ForeignRequest, ids: Ids): Promise<Answer> => {
  const [method, path, body] = request(ids);
  return who.send(method, path, { body: body ?? (method === 'POST' ? {} : undefined), version: 1 });
};
/** All by which a caller could tell one answer from another. */
const face = ({ status, body }: Answer) => ({ ...body, status, instance: '', requestId: '' });
const strangers = ['hanna', 'ray', 'ada', 'marc', 'viktor'] as const;

it('knows a foreign id for every route that takes one', () => {
  const known = new Set(foreignRequests.map(([route]) => route));
  const theirs = Object.entries(accessTable).filter(
    ([route, roles]) => route.includes('/:') && (roles.includes('client') || roles.includes('expert')),
  );
  const left = theirs.map(([route]) => route).filter((route) => !known.has(route));
  expect(left).toEqual(['GET /v1/programmes/:id', 'GET /v1/problem-situations/:id']);
});

describe('GW-3: what belongs to others does not exist', () => {
  it.each(foreignRequests)('%s', async (_, request) => {
    for (const name of strangers) {
      const answer = await ask(people[name], request, lumen);
      if (answer.status === 200) expect(answer.body).toEqual({ items: [], nextCursor: null });
      else expect([403, 404]).toContain(answer.status);
      expect(face(answer)).toEqual(face(await ask(people[name], request, unknownIds)));
    }
  });

  it('and is in no list', async () => {
    const lists = Object.keys(accessTable).filter((route) => /^GET \/v1\/[\w-]+$/.test(route));
    for (const name of strangers) {
      for (const route of lists) {
        const { text } = await people[name].get(route.replace('GET /v1', ''));
        for (const id of Object.values(lumen)) expect([name, route, text.includes(id)]).toEqual([name, route, false]);
      }
    }
  });

  it('nor behind the cursor of another', async () => {
    const { nextCursor } = await people.priya.must('GET', '/entries?limit=1');
    const { status, text } = await people.hanna.get(`/entries?cursor=${String(nextCursor)}`);
    expect([status, text.includes(lumen.client)]).toEqual([200, false]);
    const elsewhere = await people.hanna.get(`/sheets?cursor=${String(nextCursor)}`);
    expect(elsewhere.outcome).toBe('400 request.bad-cursor');
  });

  it('is still as it was', async () => {
    const { admin } = people;
    expect((await admin.must('GET', `/payouts/${lumen.payout}`)).state).toBe('approved');
    expect((await admin.must('GET', `/imports/${lumen.imported}`)).state).toBe('previewed');
    expect((await admin.must('GET', `/experts/${lumen.expert}/bank-details`)).holder).toBe('Ravi Menon');
    for (const path of [
      `/tasks/${lumen.task}`,
      `/entries/${lumen.entry}`,
      `/clients/${lumen.client}`,
      `/questions/${lumen.question}`,
    ])
      expect((await admin.get(path)).text).not.toMatch(/Mine|Mallory/);
  });
});

describe('GW-3: what is of the people of another team lead does not exist, of all that quality and conduct is', () => {
  let leo: Person;
  beforeAll(async () => {
    const account = { email: 'leo@shoreline.local', name: 'Leo Lead', role: 'team-lead', password: PASSWORD };
    await people.admin.must('POST', '/accounts', account);
    leo = await Person.logIn(network.url, account.email);
  });
  const led = foreignRequests.filter(([route]) => qualityAccess[route]?.includes('team-lead'));

  it.each(led)('%s', async (_, request) => {
    const answer = await ask(leo, request, lumen);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    if (answer.status < 300) for (const id of Object.values(lumen)) expect(answer.text).not.toContain(id);
    else expect([403, 404]).toContain(answer.status);
    expect(face(answer)).toEqual(face(await ask(leo, request, unknownIds)));
  });

  it('and is in no list', async () => {
    const lists = Object.keys(qualityAccess).filter((route) => /^GET \/v1\/[\w-]+$/.test(route));
    for (const route of lists) {
      const { text } = await leo.get(route.replace('GET /v1', ''));
      for (const id of Object.values(lumen)) expect([route, text.includes(id)]).toEqual([route, false]);
    }
  });

  it('nor told by a notice', async () => {
    expect((await leo.must('GET', `/notices?recipientId=${lumen.expert}`)).items).toEqual([]);
    expect((await leo.get(`/notices/${lumen.notice}`)).outcome).toBe('404 access.no-such-notice');
  });
});

describe('GW-3: what each side is paid is its own', () => {
  const reads = foreignRequests.filter(([route]) => route.startsWith('GET'));
  // Ada's and Olena's rates, and what 40 hours make at 52.50; Harbour's rate, and what 40 hours make at 85.00.
  it.each([
    ['hanna', 'pay', /"(52\.50|45\.00|2100\.00)"/],
    ['ada', 'bill', /"(85\.00|3400\.00)"/],
    ['olena', 'bill', /"(85\.00|3400\.00)"/],
  ] as const)('%s never reads a %s', async (name, _, secret) => {
    const seen: string[] = [];
    for (const [, request] of reads) {
      const { status, text } = await ask(people[name], request, harbour);
      if (status === 200) seen.push(text);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.join('\n')).not.toMatch(secret);
  });

  it('and staff reads both, in the same places', async () => {
    const texts = await Promise.all(reads.map(([, request]) => ask(people.elena, request, harbour)));
    const all = texts.map(({ text }) => text).join('\n');
    for (const amount of ['"52.50"', '"85.00"', '"2100.00"', '"3400.00"']) expect(all).toContain(amount);
  });
});
