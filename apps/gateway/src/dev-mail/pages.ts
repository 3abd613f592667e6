import type { z } from 'zod';
import type { KeptMail } from '#libs/contracts';
import { document, escaped } from '../html/document.js';

type Mail = z.output<typeof KeptMail>;

const style = `
body { margin: 0 auto; max-width: 70em; padding: 1.5em; font: 16px/1.5 system-ui, sans-serif; color: #1a1f24; background: #fff }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .35em .75em .35em 0; border-bottom: 1px solid #c4cbd2; overflow-wrap: anywhere }
dt { font-weight: 600 } dd { margin: 0 0 .5em }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f5f7; padding: 1em }
iframe { width: 100%; height: 45em; border: 1px solid #c4cbd2 }
a { color: #0b5394 } :focus-visible { outline: 3px solid #0b5394; outline-offset: 2px }
.field { display: inline-block; margin: 0 1em 1em 0 }`;

const page = (title: string, main: string): string =>
  document({ title, style, main: `<h1 dir="auto">${escaped(title)}</h1>\n${main}` });

const row = ({ id, at, to, subject }: Mail): string =>
  `<tr><td><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time></td><td dir="auto">${escaped(to)}</td>` +
  `<td dir="auto"><a href="/dev/mail/${id}">${escaped(subject)}</a></td></tr>`;

const field = (name: 'to' | 'q', label: string, value: string): string =>
  `<span class="field"><label for="${name}">${label}</label> <input id="${name}" name="${name}" value="${escaped(value)}"></span>`;

/** The newest first; `asked` is what the address line asked for. */
export function listPage(
  { items, nextCursor }: { items: readonly Mail[]; nextCursor: string | null },
  asked: { to?: string; q?: string },
): string {
  const { to = '', q = '' } = asked;
  const older = nextCursor && `/dev/mail?${new URLSearchParams({ ...asked, cursor: nextCursor }).toString()}`;
  return page(
    'Mail',
    `<p>This network has no mail server: what it would have sent stands here, the newest first. Times are UTC.</p>
<form role="search">${field('to', 'To', to)}${field('q', 'Subject or address', q)}<button>Find</button></form>
${
  items.length
    ? `<table><caption>${items.length} ${items.length === 1 ? 'mail' : 'mails'} on this page</caption>
<thead><tr><th scope="col">When</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${items.map(row).join('\n')}</tbody></table>`
    : '<p>There is none.</p>'
}
${older ? `<p><a rel="next" href="${escaped(older)}">Older mail</a></p>` : ''}`,
  );
}

/** Both of its bodies: the HTML one in a frame that can neither run scripts nor reach this page; its links open elsewhere. */
export function mailPage({ at, from, to, subject, text, html, attachments }: Mail): string {
  return page(
    subject,
    `<p><a href="/dev/mail">All mail</a></p>
<dl><dt>From</dt><dd dir="auto">${escaped(from)}</dd><dt>To</dt><dd dir="auto">${escaped(to)}</dd>
<dt>When</dt><dd><time datetime="${at}">${at}</time></dd></dl>
<h2>As HTML</h2>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" srcdoc="${escaped(html.replace('<head>', '<head><base target="_blank">'))}"></iframe>
<h2>As text</h2>
<pre dir="auto">${escaped(text)}</pre>
${attachments
  .map(
    (file) =>
      `<h2 dir="auto">${escaped(file.filename)}</h2><p>${escaped(file.contentType)}</p><pre>${escaped(file.text)}</pre>`,
  )
  .join('\n')}`,
  );
}
