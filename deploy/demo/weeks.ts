import { addDays, dayOf, instantOf, weekOf } from '#libs/time';
import { approveGrid, bringing, gridHours } from './bringing.js';
import { incidents, review } from './decisions.js';
import { reportHours } from './hours.js';
import { lateAnswer } from './answers.js';
import { chances } from './chances.js';
import { answerQuestionnaires, closeTheLoop, quickAnswers } from './feedback.js';
import { giveBack, invoiceAndCollect } from './invoicing.js';
import { payOut } from './payouts.js';
import { weekOfPromises } from './promises.js';
import type { Stage } from './stage.js';

/** The week in which questions, bugs, mistakes and presence are told. */
const promisesIn = 2;
/** Lumen Books asks a lot from then on. */
const questionsFrom = 6;
/** Something billed is taken back then, when the commission on it is out already. */
const creditedIn = 10;
const dayMs = 86_400_000;

/** Plays `count` weeks: hours come in, weeks are approved, fortnights settle by themselves, money is paid out. */
export async function playWeeks(stage: Stage, count: number): Promise<void> {
  const first = weekOf(dayOf(await stage.now(), 'UTC'));
  for (let index = 1; index <= count; index++) {
    const week = addDays(first, 7 * (index - 1));
    stage.tell(`Week ${index}, from ${week}`);
    if (index === promisesIn) await weekOfPromises(stage, week);
    if (index >= questionsFrom) await quickAnswers(stage, week);
    await stage.moveTo(instantOf(addDays(week, 6), '20:00', 'UTC'));
    await answerQuestionnaires(stage, index);
    await closeTheLoop(stage);
    await reportHours(stage, week, index);
    await gridHours(stage, week);
    await stage.moveTo(instantOf(addDays(week, 7), '14:00', 'UTC'));
    if (index === promisesIn) await lateAnswer(stage);
    await review(stage, week, index);
    await approveGrid(stage, week);
    await incidents[index]?.(stage, week);
    await chances[index]?.(stage, week);
    await bringing[index]?.(stage, week);
    await invoiceAndCollect(stage, index);
    if (index === creditedIn) await giveBack(stage);
    await payOut(stage, index);
  }
}

/** Hours of the week before `now`, handed in so late that no client has looked at them, and none approved themselves. */
export async function handInWeek(stage: Stage, week: string, index: number, now: Date): Promise<void> {
  stage.tell(`Week ${index}, from ${week}`);
  const sunday = instantOf(addDays(week, 6), '20:00', 'UTC');
  await stage.moveTo(new Date(Math.max(+sunday, +now - dayMs)));
  await reportHours(stage, week, index);
  stage.tell('  The clients have yet to approve it.');
}
