/** What the services write. */
interface LogEntry {
  level: string;
  msg?: string;
  err?: { message?: string };
}

const NEED_ATTENTION = ['warn', 'error', 'fatal'];

/**
 * A line of a service's log for the terminal: `error: the broker is away (connect ECONNREFUSED)`. Undefined when it needs
 * no attention, unless `all`. What is no JSON (a crash before the logger exists) always counts.
 */
export function readable(line: string, all = false): string | undefined {
  const entry = parse(line);
  if (!entry) return line.trim() || undefined;
  const { level, msg = '', err } = entry;
  if (!all && !NEED_ATTENTION.includes(level)) return undefined;
  const cause = err?.message && err.message !== msg ? ` (${err.message})` : '';
  return `${level}: ${msg}${cause}`;
}

function parse(line: string): LogEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<LogEntry> | null;
    return typeof entry?.level === 'string' ? (entry as LogEntry) : undefined;
  } catch {
    return undefined;
  }
}
