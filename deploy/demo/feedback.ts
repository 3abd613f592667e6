import { addDays } from '#libs/time';
import { type ClientName, clients, experts, secondContact } from './cast.js';
import type { Stage, Wire } from './stage.js';

interface Mail {
  text: string;
}
interface Case extends Wire {
  kind: string;
  words: string;
  placementId: string;
}
interface Nps {
  points: { n: number; score: number | null; tooFew: boolean; interval: { low: number; high: number } | null }[];
}
interface Opinion {
  score: number;
  answersFast: number;
  comment: string;
}

/** Since this week everything delivered to Lumen Books is green, and Lumen Books is not content. */
const discontentFrom = 6;
const content: Record<ClientName, Opinion> = {
  harbour: { score: 10, answersFast: 5, comment: 'Ada knows what we need before we do.' },
  northwind: { score: 9, answersFast: 4, comment: '' },
  lumen: { score: 9, answersFast: 5, comment: '' },
};
const unhappy: Opinion = {
  score: 3,
  answersFast: 2,
  comment: 'An answer comes at once, and then it takes three more until we understand it.',
};

/** QN-1. Everybody who was asked this week opens the link of the mail, and answers on its page. */
export async function answerQuestionnaires(stage: Stage, index: number): Promise<void> {
  let answered = 0;
  for (const name of Object.keys(clients) as ClientName[]) {
    const people = [clients[name].contact, ...(name === 'lumen' ? [secondContact] : [])];
    const opinion = name === 'lumen' && index >= discontentFrom ? unhappy : content[name];
    for (const { email } of people) answered += await answerOne(stage, email, opinion);
  }
  stage.tell(`  ${answered} of the clients' people answer how the week was, each by one link for all it concerns.`);
}

/** 1 when there was a link to answer by. */
async function answerOne(stage: Stage, email: string, { score, answersFast, comment }: Opinion): Promise<number> {
  const link = await linkOf(stage, email);
  if (!link) return 0;
  const page = await (await fetch(link)).text();
  const placements = [...page.matchAll(/name="score-([0-9a-f-]{36})"/g)].map(([, id]) => id!);
  const form = new URLSearchParams({ comment });
  for (const id of new Set(placements)) {
    form.set(`score-${id}`, `${score}`);
    form.set(`answers-fast-${id}`, `${answersFast}`);
  }
  const { status } = await fetch(link, { method: 'POST', body: form, redirect: 'manual' });
  stage.expect(`${email} could answer by the link of the mail`, status === 303);
  return 1;
}

/** The newest one to a questionnaire (q) or a report (r) in somebody's mail, where mail is kept. */
async function linkOf(stage: Stage, email: string, page: 'q' | 'r' = 'q'): Promise<string | undefined> {
  const response = await fetch(`${stage.admin.url}/dev/mail?limit=100&to=${email}`, {
    headers: { accept: 'application/json' },
  });
  const { items } = (await response.json()) as { items: Mail[] };
  const link = new RegExp(`https?://\\S+/${page}/[\\w-]{48}`);
  return items.map(({ text }) => link.exec(text)?.[0]).find(Boolean);
}

/** QN-3. Whoever scores low hears from Elena Marsh within two days, and the case is closed with what it was. */
export async function closeTheLoop(stage: Stage): Promise<void> {
  const { items } = await stage.ae.get<{ items: Case[] }>('/cases?kind=detractor&state=open&limit=100');
  const [first] = items;
  if (!first) return;
  stage.tell(`  A case opens: ${first.words}`);
  for (const { id } of items) {
    const answered = await stage.ae.post<Case>(`/cases/${id}/answer`, {
      answer: 'I called. Ravi will write in plain words, and you tell me next week whether it helped.',
    });
    const closing = { rootCause: 'Answers full of jargon', action: 'Drafts are checked for plain language first.' };
    await stage.ae.post(`/cases/${id}/closing`, closing, undefined, answered.version);
  }
  stage.tell(`  Elena Marsh calls within two days; ${items.length} closed with root cause and action.`);
}

/** Four questions a week, each answered within ten minutes: all of Ravi's numbers are green. */
export async function quickAnswers(stage: Stage, monday: string): Promise<void> {
  for (const hour of [0, 1, 2, 3]) {
    const day = addDays(monday, 1 + hour);
    await stage.at(day, `1${hour}:00`, clients.lumen.company.timeZone);
    const question = await stage.client('lumen').post<Wire>('/questions', {
      ...{ placementId: stage.placement('lumen'), subject: 'The shop front', body: 'Why is it as it is?' },
    });
    await stage.at(day, `1${hour}:08`, clients.lumen.company.timeZone);
    await stage.expert('ravi').post(`/questions/${question.id}/answers`, {
      ...{ body: 'Hydration of the edge cache is idempotent.', estimate: { minutes: 30 } },
    });
  }
}

/** QN-6. Green on the one list, red on the other: the case that says which two numbers disagree. */
export async function tellWatermelon(stage: Stage): Promise<void> {
  const { items } = await stage.ae.get<{ items: Case[] }>(
    `/cases?kind=mismatch&placementId=${stage.placement('lumen')}`,
  );
  const found = items.find(({ words }) => /answers/.test(words));
  stage.tell('Watched both: a watermelon, green outside and red inside');
  stage.tell(`  ${found?.words ?? 'was not found.'}`);
  stage.check('a client unhappy with green numbers is noticed, in words', found !== undefined);
  const risk = await stage.ae.get<{ score: number; causes: { points: number; words: string }[] }>(
    `/placements/${stage.placement('lumen')}/churn-risk`,
  );
  stage.tell(`  ${clients.lumen.company.name} might leave: ${risk.score} of 100 points`);
  for (const { points, words } of risk.causes) stage.tell(`    ${String(points).padStart(3)}  ${words}`);
  stage.check(
    'every point of the risk names its cause',
    risk.causes.reduce((sum, { points }) => sum + points, 0) === risk.score,
  );
}

/** QN-2, QN-8, QN-12. What the quarter looks like in numbers, to whom it concerns. */
export async function tellOpinions(stage: Stage): Promise<void> {
  stage.tell('What clients say, over twelve weeks');
  for (const [whose, query] of [
    ['the network', 'scope=network'],
    ...(Object.keys(clients) as ClientName[]).map((name) => [
      clients[name].company.name,
      `scope=client&id=${stage.company(name)}`,
    ]),
  ]) {
    const { points } = await stage.ae.get<Nps>(`/nps?window=12&${query}`);
    const [point] = points;
    const said =
      point?.score == null ? 'too few answers' : `${point.score} (${point.interval?.low} to ${point.interval?.high})`;
    stage.tell(`  NPS of ${whose}: ${said}, ${point?.n ?? 0} answers`);
  }
  const recount = await stage.admin.get<{ ok: boolean; counted: number }>('/nps/recount');
  stage.check(`every answer counted again gives the same NPS (${recount.counted} counted)`, recount.ok);
  const { items, notice } = await stage
    .expert('ada')
    .get<{ items: { expertName: string }[]; notice: string }>('/award-winners');
  const winners = items.map(({ expertName }) => expertName).join(', ') || 'nobody this month';
  stage.tell(`  Employee Excellence Award: ${winners}. ${notice}`);
  const reports = await stage.client('harbour').get<{ items: { month: string }[] }>('/client-reports');
  stage.tell(
    `  ${clients.harbour.company.name} has its reports of ${reports.items.map(({ month }) => month.slice(0, 7)).join(', ')}, as page and PDF.`,
  );
  stage.check('each month over is reported to its client', reports.items.length >= 2);
  const link = await linkOf(stage, clients.harbour.contact.email, 'r');
  const pages = link ? [await fetch(link), await fetch(`${link}/report.pdf`)] : [];
  stage.check('the link of the mail opens it, as page and PDF', pages.map(({ status }) => status).join() === '200,200');
  const { givenName } = experts.ravi.application;
  const refused = await stage
    .expert('ravi')
    .refusalOf((ravi) => ravi.get(`/nps?scope=expert&id=${stage.expert('ada').account.id}`));
  stage.tell(`  ${givenName} asks for Ada's score. Refused: ${refused.body.code}.`);
}
