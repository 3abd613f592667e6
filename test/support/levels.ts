export type Level = 'unit' | 'int' | 'e2e' | 'fault';

export interface Phase {
  levels: Level[];
  args: string[];
}

const together: Phase = { levels: ['unit', 'int'], args: ['--maxWorkers=2'] };
// Whole networks and faults on purpose: one after the other, each with the machine for itself.
const oneByOne: Phase = { levels: ['e2e', 'fault'], args: ['--runInBand'] };

/** Splits the arguments of `npm test --` into the levels to run, in their order, and what is left for Jest. */
export function chooseLevels(argv: readonly string[]): { phases: Phase[]; rest: string[] } {
  const start = argv.indexOf('--selectProjects');
  const chosen: string[] = [];
  const rest = start < 0 ? [...argv] : argv.slice(0, start);
  for (const word of start < 0 ? [] : argv.slice(start + 1)) {
    if (rest.length === start && isLevel(word)) chosen.push(word);
    else rest.push(word);
  }
  const phases = [together, oneByOne].map(({ levels, args }) => ({
    levels: levels.filter((level) => start < 0 || chosen.includes(level)),
    args,
  }));
  return { phases: phases.filter(({ levels }) => levels.length > 0), rest };
}

function isLevel(word: string): word is Level {
  return [...together.levels, ...oneByOne.levels].some((level) => level === word);
}
