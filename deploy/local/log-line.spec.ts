import { readable } from './log-line.js';

describe('a log line on the terminal', () => {
  it('shows a warning with its cause', () => {
    const line = JSON.stringify({ level: 'warn', msg: 'relay waits', err: { message: 'ECONNREFUSED' } });
    expect(readable(line)).toBe('warn: relay waits (ECONNREFUSED)');
  });

  it('keeps still about what needs no attention, unless asked for all', () => {
    const line = JSON.stringify({ level: 'info', msg: 'listening' });
    expect(readable(line)).toBeUndefined();
    expect(readable(line, true)).toBe('info: listening');
  });

  it('shows what is not of the logger', () => {
    expect(readable('SyntaxError: Unexpected token')).toBe('SyntaxError: Unexpected token');
    expect(readable('7')).toBe('7');
    expect(readable('  ')).toBeUndefined();
  });
});
