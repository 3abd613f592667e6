import { placesIn, renderRules } from './generate-rules.js';

describe('the table of rules', () => {
  it('finds a rule in the docblock of a definition', () => {
    const source = '/** PM-3. Rounds. */\nexport function settleLine() {}\n/** Nothing. */\nexport const other = 1;';
    expect(placesIn('apps/x/a.rules.ts', source)).toEqual([
      { rule: 'PM-3', file: 'apps/x/a.rules.ts', name: 'settleLine' },
    ]);
  });

  it('finds a rule in the title of a test', () => {
    expect(placesIn('apps/x/a.spec.ts', `it('TS-2: needs an estimate', () => {});`)).toEqual([
      { rule: 'TS-2', file: 'apps/x/a.spec.ts', name: 'TS-2: needs an estimate' },
    ]);
  });

  it('leaves the cell of a rule without a test empty, to be seen', () => {
    const table = renderRules([{ rule: 'PM-3', file: 'apps/x/a.rules.ts', name: 'settleLine' }]);
    expect(table).toMatch(/\| PM-3 \| .* \| \[`settleLine`\]\(\.\.\/apps\/x\/a\.rules\.ts\) \|  \|/);
  });
});
