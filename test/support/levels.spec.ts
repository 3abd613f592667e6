import { chooseLevels } from './levels.js';

const levelsOf = (...argv: string[]): string[][] => chooseLevels(argv).phases.map(({ levels }) => levels);

describe('the levels of a test run', () => {
  it('are all of them when nobody chooses', () => {
    expect(levelsOf()).toEqual([
      ['unit', 'int'],
      ['e2e', 'fault'],
    ]);
  });

  it('are those chosen, each in its phase', () => {
    expect(levelsOf('--selectProjects', 'fault', 'unit')).toEqual([['unit'], ['fault']]);
  });

  it('leave paths and other arguments to Jest', () => {
    const { phases, rest } = chooseLevels(['-t', 'unit', '--selectProjects', 'int', 'libs/time', '--verbose']);
    expect(phases.map(({ levels }) => levels)).toEqual([['int']]);
    expect(rest).toEqual(['-t', 'unit', 'libs/time', '--verbose']);
  });
});
