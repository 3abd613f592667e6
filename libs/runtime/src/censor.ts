const secret =
  /authori[sz]ation|cookie|passw|secret|token|iban|account[-_ ]?n(umber|o\b)|api[-_ ]?key|private[-_ ]?key/i;
const deepest = 8;

/** A copy whose secrets are blanked, found by the names of their fields at any depth. Only plain objects are searched. */
export function censored(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secret.test(name) ? '[secret]' : inside(value, depth + 1)]),
  );
}

function inside(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return depth > deepest ? '[deep]' : value.map((each) => inside(each, depth + 1));
  if (!isPlain(value)) return value;
  return depth > deepest ? '[deep]' : censored(value, depth);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
