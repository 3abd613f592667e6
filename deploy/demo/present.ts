import type { Stage } from './stage.js';

const twoDaysMs = 2 * 86_400_000;

/** What whoever looks in finds open: a question and a mistake with their clocks, a bug, a call in two days. */
export async function leaveOpen(stage: Stage): Promise<void> {
  const now = await stage.now();
  await stage.client('harbour').post('/questions', {
    placementId: stage.placement('harbour'),
    subject: 'Last winter',
    body: 'Can the live view show the ice of last winter?',
  });
  await stage.client('northwind').post('/bugs', {
    placementId: stage.placement('northwind'),
    title: 'Two robots, one shelf',
    description: 'Twice this week two robots were sent to the same shelf.',
    severity: 'major',
  });
  await stage.expert('ravi').post('/mistakes', {
    placementId: stage.placement('lumen'),
    what: 'The prices of the sale were shown a day early.',
  });
  await stage.ae.post('/meetings', {
    placementId: stage.placement('harbour'),
    title: 'What comes after the live view',
    agenda: 'What the ports ask for; what comes first',
    startsAt: new Date(+now + twoDaysMs).toISOString(),
    minutes: 45,
  });
  stage.tell('  A question, a bug and a mistake are open; Elena Marsh has called a meeting.');
}
