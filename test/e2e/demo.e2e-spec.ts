import { clients, PASSWORD, staff } from '../../deploy/demo/cast.js';
import { playPast } from '../../deploy/demo/past.js';
import { Rest } from '../../deploy/demo/rest.js';
import { DataFolder } from '../../deploy/local/folder.js';
import { type Network, startNetwork } from '../../deploy/local/network.js';

/** A Saturday: what was handed in on the Sunday before has approved itself. */
const now = '2026-03-28T12:00:00Z';
const folder = DataFolder.temporary();
const options = { clockStart: now, throwAway: true };
let network: Network;

beforeAll(async () => {
  await playPast(folder, options, () => undefined);
  network = await startNetwork(folder, options);
});
afterAll(async () => {
  await network?.stop();
  await folder.release();
});

it('npm start -- --demo: last week waits for the clients, the weeks before it are settled or approved', async () => {
  for (const { contact } of Object.values(clients)) {
    const client = await Rest.logIn(network.url, { email: contact.email, password: PASSWORD });
    const { items } = await client.get<{ items: { week: string; state: string }[] }>('/sheets?sort=-week');
    expect(items[0]).toMatchObject({ week: '2026-03-16', state: 'submitted' });
    expect(new Set(items.slice(1).map(({ state }) => state))).toEqual(new Set(['approved', 'settled']));
  }
});

it('and a question, a bug and a mistake are open on the desk of the account executive', async () => {
  const elena = await Rest.logIn(network.url, { email: staff[0].email, password: PASSWORD });
  const { counts } = await elena.get<{ counts: object }>('/attention');
  expect(counts).toMatchObject({ openQuestions: 1, openBugs: 1, openMistakes: 1, silentShifts: 0 });
  const { items } = await elena.get<{ items: { state: string }[] }>('/meetings');
  expect(items.map(({ state }) => state)).toEqual(['scheduled']);
});
