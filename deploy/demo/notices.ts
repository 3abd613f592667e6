import type { Stage } from './stage.js';

export interface Notice {
  id: string;
  template: string;
  state: string;
  subject: string;
  recipient: { name: string; address: string };
  about: { kind: string; id: string };
  eventId: string;
}

/** All notices of a filter such as `aboutId=…`, oldest first. */
export async function noticesOf(stage: Stage, filter = ''): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Notice[]; nextCursor: string | null } = await stage.ae.get(
      `/notices?limit=100&sort=createdAt&${filter}${cursor && `&cursor=${cursor}`}`,
    );
    notices.push(...page.items);
    cursor = page.nextCursor;
  }
  return notices;
}

/** Those that are there more than once: the same event, template and address. */
export function repeated(notices: readonly Notice[]): string[] {
  const keys = notices.map(({ eventId, template, recipient }) => `${eventId} ${template} ${recipient.address}`);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

/** NT-1. What went out to whom, and that nothing went out twice. */
export async function tellNotices(stage: Stage): Promise<void> {
  const notices = await noticesOf(stage);
  const byTemplate = Map.groupBy(notices, ({ template }) => template);
  stage.tell(`  ${notices.length} notices so far:`);
  for (const [template, ofIt] of [...byTemplate].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = [...new Set(ofIt.map(({ recipient }) => recipient.name))].sort().join(', ');
    stage.tell(`    ${template.padEnd(20)} ${String(ofIt.length).padStart(3)}  to ${names}`);
  }
  stage.check('no notice is there twice', repeated(notices).length === 0);
  stage.check(
    'none has failed',
    notices.every(({ state }) => state !== 'failed'),
  );
}
