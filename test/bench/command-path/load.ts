import autocannon from 'autocannon';
import type { Child } from '../../../deploy/local/child.js';
import { untilUp } from '../../../deploy/local/until.js';
import { taskIds } from './tables.js';

export interface Target {
  url: string;
  /** The process that listens there. */
  process: Child;
  headers?: Record<string, string>;
}

const seconds = 5;
const inFlight = 64;
const json = { 'content-type': 'application/json' };
const reports = taskIds.map((taskId) =>
  JSON.stringify({
    taskId,
    minutes: 95,
    note: 'Invoices show the currency of their contract; exports have to follow.',
  }),
);

/** Requests answered a second, each connection about tasks of its own; throws when one wasn't answered with 201. */
export async function load({ url, headers = {} }: Target): Promise<number> {
  const each = reports.length / inFlight;
  let connected = 0;
  const result = await autocannon({
    url,
    connections: inFlight,
    duration: seconds,
    method: 'POST',
    headers: { ...json, ...headers },
    // Puts something new in place of [<id>] in each request.
    idReplacement: Object.values(headers).includes('[<id>]'),
    setupClient: (client) => {
      const mine = reports.slice(connected * each, ++connected * each);
      client.setRequests(mine.map((body) => ({ body })));
    },
  });
  const { '2xx': answered, non2xx, errors } = result;
  if (non2xx + errors > 0) throw new Error(`${url} failed ${non2xx + errors} times and answered ${answered} times.`);
  return answered / result.duration;
}

/** Waits until a request makes it all the way. */
export const untilAnswered = ({ url, process, headers }: Target): Promise<void> =>
  untilUp(url, process, async () => {
    const answer = await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: reports[0]! });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  });
