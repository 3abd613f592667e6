import { document, escaped } from './document.js';
import { style } from './style.js';

const wave =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M2 9c3.3-3 6.7-3 10 0s6.7 3 10 0"/><path d="M2 16c3.3-3 6.7-3 10 0s6.7 3 10 0"/></svg>';

/** A page under our sign; `title` is plain text, `main` is HTML. */
export const framed = (title: string, main: string): string =>
  document({ title: `${title} · Shoreline`, style, main: `<p class="brand">${wave}Shoreline</p>\n${main}` });

/** A page that only says something; both are HTML. */
export const notice = (title: string, words: string): string =>
  framed(title, `<header><h1>${title}</h1></header>\n<section class="card">${words}</section>`);

/** What was typed isn't lost: the button sends it once more. `what` is such as `Your answer`. */
export const awayPage = (sent: { what: string; fields: Readonly<Record<string, string>> } | null): string =>
  notice(
    'We can’t be reached for a moment',
    sent
      ? `<p>${sent.what} is not sent yet, and not lost: it is still on this page.</p>
<form method="post">${Object.entries(sent.fields)
          .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
          .join('')}<button>Send it again</button></form>`
      : `<p>Please try again in a minute.</p><form><button>Try again</button></form>`,
  );

/** What was typed in a form, to be sent once more. */
export const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
