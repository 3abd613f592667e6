import type { DomainError } from '#libs/errors';
import { transition, type Transitions } from './transition.rules.js';

const table: Transitions<'open' | 'close', 'new' | 'open' | 'paused' | 'closed'> = {
  open: { from: ['new'], to: 'open' },
  close: { from: ['open', 'paused'], to: 'closed' },
};
const door = { code: 'test.wrong-state', table, rule: 'PL-9' };

describe('transition', () => {
  it('leads to the state of the table', () => {
    expect(transition(door, 'new', 'open')).toBe('open');
    expect(transition(door, 'paused', 'close')).toBe('closed');
  });

  it('refuses a step from any other state, and names those it is possible from', () => {
    const refused = () => transition(door, 'new', 'close');
    expect(refused).toThrow(
      expect.objectContaining<Partial<DomainError>>({
        code: 'test.wrong-state',
        kind: 'conflict',
        detail: 'It is new; this step is possible from open or paused only.',
        details: { rule: 'PL-9', facts: { state: 'new', possibleFrom: ['open', 'paused'] } },
      }),
    );
  });
});
