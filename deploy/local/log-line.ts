const WARNING = 40;
const LABELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warning',
  50: 'error',
  60: 'fatal',
};

/**
 * A line of a service's log for the terminal: `error: the broker is away (connect ECONNREFUSED)`. Undefined when it needs
 * no attention, unless `all`. What is no JSON (a crash before the logger exists) always counts.
 */
export function readable(line: string, all = false): string | undefined {
  let entry: { level?: unknown; msg?: unknown; err?: { message?: unknown } };
  try {
    entry = JSON.parse(line) as typeof entry;
  } catch {
    return line.trim() || undefined;
  }
  if (typeof entry?.level !== 'number') return line;
  if (entry.level < WARNING && !all) return undefined;
  const cause = entry.err?.message && entry.err.message !== entry.msg ? ` (${String(entry.err.message)})` : '';
  return `${LABELS[entry.level] ?? entry.level}: ${String(entry.msg ?? '')}${cause}`;
}
