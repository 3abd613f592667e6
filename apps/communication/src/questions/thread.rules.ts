/** Longest subject that a question has. */
const longest = 200;
const mark = /^\s*(?:re|aw|antw|sv|vs|fw|fwd|wg|tr|rif|odp)\s*(?:\[\d{1,3}\])?\s*:/i;

/**
 * CS-4. The subject of a thread is that of its first message, whichever of them comes in first: "Re: AW: Invoices" is
 * "Invoices". Without one it is the first line of the body, cut where it gets long.
 */
export function subjectOf(subject: string, body: string): string {
  let bare = subject.trim();
  while (mark.test(bare)) bare = bare.replace(mark, '').trim();
  if (bare) return bare;
  const line = body.trim().split('\n', 1)[0]!.trim();
  const points = [...line];
  return points.length <= 80 ? line.slice(0, longest) : `${points.slice(0, 79).join('')}…`;
}

/**
 * CS-4. What a message of the client is: one that answers nothing is the question itself, even when an answer to it came
 * in before it; an auto-reply is neither.
 */
export function kindOf(message: { automatic: boolean; answers: boolean }): 'question' | 'reply' | 'auto-reply' {
  if (message.automatic) return 'auto-reply';
  return message.answers ? 'reply' : 'question';
}

/** The address in `Carla <carla@harbour.example>`, when there is one; a chat has none. */
export function addressIn(from: string): string | null {
  const address = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  return /^[^@\s<>"]{1,64}@[a-z0-9.-]{1,189}$/i.test(address) ? address.toLowerCase() : null;
}
