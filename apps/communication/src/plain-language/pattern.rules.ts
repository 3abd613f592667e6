type Branches = Map<string, Branches>;

/** Between two words: spaces, a hyphen, the end of a line. */
const joint = '(?:\\s|-){1,3}';
const end = '';

/** Several spaces and hyphens are one joint: many in a row could be divided in too many ways. */
const unitsOf = (form: string): string[] =>
  [...form.replace(/[\s-]+/g, ' ')].map((unit) =>
    /[\s-]/.test(unit) ? joint : unit.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`),
  );

/**
 * CS-10. One pattern for many expressions, whose common beginnings are looked at once: `cat`, `cart`, `dog` become
 * `ca(?:t|rt)|dog`. It finds the longest, in whatever case, never a part of a word; `front-end` is `front end` too.
 * Null for none.
 */
export function patternOf(forms: Iterable<string>): RegExp | null {
  const root: Branches = new Map();
  for (const form of forms) {
    let branches = root;
    for (const unit of unitsOf(form)) {
      if (!branches.has(unit)) branches.set(unit, new Map());
      branches = branches.get(unit)!;
    }
    branches.set(end, new Map());
  }
  return root.size ? new RegExp(`(?<![\\p{L}\\p{N}_])${sourceOf(root)}(?![\\p{L}\\p{N}_])`, 'giu') : null;
}

function sourceOf(branches: Branches): string {
  const longer = [...branches].filter(([unit]) => unit !== end).map(([unit, next]) => unit + sourceOf(next));
  if (!longer.length) return '';
  const [only] = longer;
  const either = longer.length === 1 ? only! : `(?:${longer.join('|')})`;
  return branches.has(end) ? `(?:${either})?` : either;
}
