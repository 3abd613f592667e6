import type { z } from 'zod';
import { type Questionnaire, ScoreKey } from '#libs/contracts';
import { escaped } from '../html/document.js';
import { framed, notice } from '../html/framed.js';
import { commentField, detailField, type Fields, fieldsOf, scoreField, type Wrong } from './answer-form.rules.js';
import { dayWords, untilWords } from './until.rules.js';

type Questions = z.output<typeof Questionnaire>;
type Item = Questions['items'][number];

/** What stands in the form, and what is wrong with it. */
interface Typed {
  fields: Fields;
  wrong: Wrong;
}

/** QN-1. The page of a questionnaire as it is, or as it was typed when something is wrong with that. */
export function questionnairePage(
  questions: Questions,
  typed: Typed = { fields: fieldsOf(questions), wrong: {} },
): string {
  const { contactName, week, items, state, closesAt, timeZone } = questions;
  const isWrong = Object.keys(typed.wrong).length > 0;
  const until = untilWords(closesAt, timeZone);
  return framed(
    `${isWrong ? 'Please look again: ' : ''}How was your week?`,
    `<header><h1>How was your week, <bdi>${escaped(contactName)}</bdi>?</h1>
<p>The week of ${dayWords(week)}. It takes a minute.</p></header>
${isWrong ? wrongNote(typed.wrong) : state === 'answered' ? thanks(until) : ''}
<form method="post" novalidate>
${items.map((item) => itemCard(item, typed)).join('\n')}
${commentCard(typed)}
<button>${state === 'answered' ? 'Change my answer' : 'Send my answer'}</button>
</form>
<footer>It goes to the people who look after you at Shoreline. You can change it until ${escaped(until)}.</footer>`,
  );
}

const thanks = (until: string): string =>
  `<section class="note" role="status"><h2>Thank you, we have your answer.</h2>
<p>You can change it until ${escaped(until)}.</p></section>`;

const wrongNote = (wrong: Wrong): string =>
  `<section class="note wrong" role="alert" tabindex="-1" autofocus aria-labelledby="wrong"><h2 id="wrong">Not sent yet: please look again.</h2>
<ul>${Object.entries(wrong)
    .map(([field, message]) => `<li>${field ? `<a href="#${field}">${escaped(message)}</a>` : escaped(message)}</li>`)
    .join('')}</ul></section>`;

function itemCard({ placementId, title, expertName }: Item, typed: Typed): string {
  const field = scoreField(placementId);
  return `<section class="card${typed.wrong[field] ? ' has-error' : ''}">
<fieldset id="${field}" tabindex="-1"${describedBy(field, typed)}>
<legend><span class="about"><bdi>${escaped(title)}</bdi> <span>with <bdi>${escaped(expertName)}</bdi></span></span><br>
How likely are you to recommend us to a friend or colleague?</legend>
<div class="scale">${range(0, 10)
    .map((n) => radio(field, `${n}`, typed, `${n}`, ends[n]))
    .join('')}</div>
<p class="ends" aria-hidden="true"><span>0 not at all likely</span><span>10 extremely likely</span></p>
${errorOf(field, typed)}</fieldset>
${details(placementId, typed)}
</section>`;
}

const ends: Readonly<Record<number, string>> = { 0: 'not at all likely', 10: 'extremely likely' };

const questionsOfDetail: Readonly<Record<z.output<typeof ScoreKey>, string>> = {
  'answers-fast': 'Answers fast?',
  'fixes-fast': 'Fixes fast?',
  understandable: 'Easy to understand?',
  reliable: 'Reliable?',
};

function details(placementId: string, typed: Typed): string {
  const fields = ScoreKey.options.map((key) => detailField(placementId, key));
  const isOpen = fields.some((field) => typed.fields[field] || typed.wrong[field]);
  return `<details${isOpen ? ' open' : ''}><summary>Four details, if you like</summary>
<p class="ends">1 poor, 5 very good, – no answer</p>
${ScoreKey.options.map((key) => detail(detailField(placementId, key), questionsOfDetail[key], typed)).join('\n')}</details>`;
}

const detail = (field: string, question: string, typed: Typed): string =>
  `<fieldset id="${field}" tabindex="-1"${describedBy(field, typed)}><legend class="unseen">${question}</legend>
<div class="detail"><span aria-hidden="true">${question}</span><div class="marks">${[
    radio(field, '', typed, '–', 'no answer'),
    ...range(1, 5).map((n) => radio(field, `${n}`, typed, `${n}`, { 1: 'poor', 5: 'very good' }[n])),
  ].join('')}</div>${errorOf(field, typed)}</div></fieldset>`;

function radio(field: string, value: string, { fields }: Typed, shown: string, meaning?: string): string {
  const checked = (fields[field] ?? '') === value ? ' checked' : '';
  const told = meaning ? ` aria-label="${value ? `${value}, ` : ''}${meaning}"` : '';
  return `<label><input type="radio" name="${field}" value="${value}"${told}${checked}><span>${shown}</span></label>`;
}

const commentCard = (typed: Typed): string =>
  `<section class="card${typed.wrong[commentField] ? ' has-error' : ''}">
<label class="label" for="comment">What should we know? <span>(optional)</span></label>
<textarea id="comment" name="comment" rows="4" maxlength="5000" dir="auto"${describedBy(commentField, typed)}>
${escaped(typed.fields[commentField] ?? '')}</textarea>
${errorOf(commentField, typed)}</section>`;

const describedBy = (field: string, { wrong }: Typed): string =>
  wrong[field] ? ` aria-invalid="true" aria-describedby="${field}-error"` : '';
const errorOf = (field: string, { wrong }: Typed): string =>
  wrong[field] ? `<p class="error" id="${field}-error">${escaped(wrong[field])}</p>` : '';

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** After the week. */
export const closedPage = ({ week, answeredAt }: Questions): string =>
  notice(
    'This questionnaire is closed',
    `<p>The week of ${dayWords(week)} is over. ${answeredAt ? 'We have your answer: thank you.' : 'The next one comes by mail.'}</p>
<p>Something on your mind? Write to your account executive at any time.</p>`,
  );

/** For every link that isn't one: it doesn't say why. */
export const noSuchPage = (): string =>
  notice(
    'This link doesn’t work',
    `<p>Perhaps a part of it got lost on the way. Open it once more from the mail, or copy all of it.</p>
<p>If it still doesn’t work, write to your account executive.</p>`,
  );
