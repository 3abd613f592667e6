import { clients } from './cast.js';
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
  await tellMail(stage);
  stage.check(
    'none has failed',
    notices.every(({ state }) => state !== 'failed'),
  );
}

interface Mail {
  subject: string;
  text: string;
  attachments: unknown[];
}

/** Where mail is kept, the newest letter to Hanna is shown as she would read it. */
async function tellMail(stage: Stage): Promise<void> {
  const { email } = clients.harbour.contact;
  const response = await fetch(`${stage.admin.url}/dev/mail?limit=1&to=${email}`, {
    headers: { accept: 'application/json' },
  });
  const { items } = (await response.json()) as { items: Mail[] };
  const [mail] = items;
  if (!mail) return stage.check('mail is kept to look at', false);
  stage.tell(`  The newest mail to ${email}, as it is shown at /dev/mail: "${mail.subject}"`);
  for (const line of mail.text.trim().split('\n')) stage.tell(`    | ${line}`.trimEnd());
}
