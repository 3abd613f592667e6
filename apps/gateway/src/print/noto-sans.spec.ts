import { existsSync } from 'node:fs';
import { fontFiles, runsOf } from './noto-sans.js';

describe('Noto Sans', () => {
  it.each([
    ['Ana Šimić', ['latin-400', 'latin-ext-400', 'latin-400', 'latin-ext-400']],
    ['Олена', ['cyrillic-400']],
    ['Ελένη, Łódź', ['greek-400', 'latin-400', 'latin-ext-400', 'latin-400', 'latin-ext-400']],
    ['रवि', ['devanagari-400']],
    ['S\u030cime', ['latin-ext-400', 'latin-400']],
  ])('%s is written in %j', (text, fonts) => {
    const runs = runsOf(text, 400);
    expect(runs.map(({ font }) => font)).toEqual(fonts);
    expect(runs.map((run) => run.text).join('')).toBe(text.normalize('NFC'));
  });

  it('what it cannot write becomes a question mark', () => {
    expect(runsOf('a\u{1F600}b', 700)).toEqual([{ font: 'latin-700', text: 'a?b' }]);
  });

  it('has a file for each of its parts', () => {
    expect([...fontFiles.values()].filter((file) => !existsSync(file))).toEqual([]);
  });
});
