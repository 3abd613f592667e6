import type { Ground } from '../support/ground.js';
import type { Report } from '../support/report.js';
import { consuming } from './consuming.js';
import { publishing } from './publishing.js';

/** The relay beside publishing by hand, and the inbox beside consuming by hand: same messages, same queues. */
export async function events(ground: Ground): Promise<Report> {
  const published = await publishing(ground);
  const consumed = await consuming(ground);
  const atLeastHalf = (to: string, value: number) => [{ to, value, aim: 'at least 0.5' }];
  return {
    about: 'from the outbox to the broker, and from there to a handler',
    figures: [
      { path: 'publishing, confirmed', value: published.raw, unit: '/s' },
      {
        path: 'relay',
        value: published.relay,
        unit: '/s',
        ratios: atLeastHalf('publishing', published.relay / published.raw),
      },
      { path: 'consuming, acknowledged', value: consumed.raw, unit: '/s' },
      {
        path: 'inbox',
        value: consumed.inbox,
        unit: '/s',
        ratios: atLeastHalf('consuming', consumed.inbox / consumed.raw),
      },
    ],
  };
}
