import { randomUUID } from 'node:crypto';
import { escaped } from '../html/document.js';
import { framed, notice } from '../html/framed.js';
import { type Fields, formField, type JoinField, joinGroups, trapField, type Wrong } from './join-form.rules.js';
import type { Refusal } from './refusal-words.js';

/** What stands in the form, and what is wrong with it, or why it is refused though nothing is. */
interface Typed {
  fields: Fields;
  wrong: Wrong;
  refusal?: Refusal;
}

/**
 * RC-1. The page of a referral code, empty or as it was typed when something is wrong with that. Each has an id of its own:
 * sent twice it is one introduction, while the same words from another page are another.
 */
export function joinPage(referrerName: string, typed: Typed = { fields: {}, wrong: {} }): string {
  const isWrong = Object.keys(typed.wrong).length > 0;
  const before = typed.refusal?.title ?? (isWrong && 'Please look again');
  const name = `<bdi>${escaped(referrerName)}</bdi>`;
  return framed(
    `${before ? `${before}: ` : ''}Introduce a company`,
    `<header><h1>Do you know a company that looks for developers?</h1>
<p>${name} works with Shoreline and gave you this page. Tell us about the company: a person reads it and gets in touch.</p></header>
${typed.refusal ? refusalNote(typed.refusal) : isWrong ? wrongNote(typed.wrong) : ''}
<form method="post" novalidate>
<input type="hidden" name="${formField}" value="${randomUUID()}">
${joinGroups
  .map(
    ({ title, fields }) => `<section class="card"><h2>${title}</h2>
${fields.map((field) => fieldOf(field, typed)).join('\n')}</section>`,
  )
  .join('\n')}
<div class="unseen" aria-hidden="true"><label>Leave this empty <input type="text" name="${trapField}" tabindex="-1" autocomplete="off"></label></div>
<section class="card"><h2>What happens with this</h2>
<p>It is kept at Shoreline as an introduction by ${name}, who may read it and is told what comes of it. Our account executives read it too, and use the address and the phone number to talk about this need.</p>
<p>Please name only somebody who is fine with hearing from us.</p></section>
<button>Send</button>
</form>`,
  );
}

const wrongNote = (wrong: Wrong): string =>
  `<section class="note wrong" role="alert" tabindex="-1" autofocus aria-labelledby="wrong"><h2 id="wrong">Not sent yet: please look again.</h2>
<ul>${Object.entries(wrong)
    .map(([field, message]) => `<li>${field ? `<a href="#${field}">${escaped(message)}</a>` : escaped(message)}</li>`)
    .join('')}</ul></section>`;

const refusalNote = ({ title, words }: Refusal): string =>
  `<section class="note" role="alert" tabindex="-1" autofocus aria-labelledby="refused"><h2 id="refused">${escaped(title)}</h2>
<p>${escaped(words)}</p></section>`;

function fieldOf({ name, label, kind, required, max, hint, autocomplete = 'off' }: JoinField, typed: Typed): string {
  const error = typed.wrong[name];
  const value = escaped(typed.fields[name] ?? '');
  const described = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])].join(' ');
  const attributes = [
    `id="${name}" name="${name}" maxlength="${max}" dir="auto"`,
    ...(required ? ['required'] : []),
    ...(error ? ['aria-invalid="true"'] : []),
    ...(described ? [`aria-describedby="${described}"`] : []),
  ].join(' ');
  return `<div class="field${error ? ' has-error' : ''}"><label class="label" for="${name}">${label}${required ? '' : ' <span>(optional)</span>'}</label>
${hint ? `<p class="hint" id="${name}-hint">${hint}</p>` : ''}${
    kind === 'lines'
      ? `<textarea ${attributes} rows="4">\n${value}</textarea>`
      : `<input type="${kind}" ${attributes} autocomplete="${autocomplete}" value="${value}">`
  }
${error ? `<p class="error" id="${name}-error">${escaped(error)}</p>` : ''}</div>`;
}

/** The same for what was sent once and twice, and for what only seemed to be sent. */
export const thanksPage = (referrerName: string): string =>
  notice(
    'Thank you, we have it',
    `<p>A person at Shoreline reads it, and then gets in touch with whom you named. <bdi>${escaped(referrerName)}</bdi> is told what comes of it.</p>
<p><a href="?">Introduce another company</a></p>`,
  );

/** For every code that isn't one: it doesn't say why. */
export const noSuchCodePage = (): string =>
  notice(
    'This code doesn’t work',
    `<p>Perhaps a letter got lost on the way, or it was replaced by a newer one.</p>
<p>Ask whoever gave it to you for the page as it is now.</p>`,
  );
