import fc from 'fast-check';
import { checkText } from './draft.rules.js';
import { compileGlossary, formsOf, type Term } from './glossary.rules.js';

const term = (name: string, plain = `plain ${name}`): Term => ({ term: name, plain, note: '' });
const glossary = compileGlossary([
  term('idempotent', 'safe to repeat'),
  term('cron job', 'task that runs by itself'),
  term('job', 'task'),
  term('deploy', 'put into use'),
  term('query', 'question to the database'),
  term('cache', 'copy kept at hand'),
  term('commit', 'saved change'),
  term('batch', 'group'),
  term('batch process', 'work done in groups'),
  term('API', 'way for programs to talk'),
  term('IT', 'technology'),
  term('C++', 'a programming language'),
  term('front-end', 'what users see'),
]);
const found = (text: string) => checkText(text, glossary).marks.map((mark) => mark.found);

describe('CS-10: jargon is marked, with the plain wording', () => {
  it('the worked example: two marks, the longest of what overlaps', () => {
    expect(checkText('Our CRON job is idempotent.', glossary)).toEqual({
      marks: [
        { from: 4, to: 12, found: 'CRON job', plain: 'task that runs by itself', note: '' },
        { from: 16, to: 26, found: 'idempotent', plain: 'safe to repeat', note: '' },
      ],
      longSentences: [],
      readingEase: expect.any(Number),
      advice: expect.stringContaining('2 expressions could be said in plainer words.'),
    });
  });

  it.each([
    ['We deployed, are deploying, and she deploys.', ['deployed', 'deploying', 'deploys']],
    ['Queries queried a query.', ['Queries', 'queried', 'query']],
    ['Cached, caching, caches.', ['Cached', 'caching', 'caches']],
    ['I committed two commits.', ['committed', 'commits']],
    ['Two batches of jobs.', ['batches', 'jobs']],
    ['A batch process is no batch.', ['batch process', 'batch']],
    ["The API's APIs, an api.", ['API', 'APIs', 'api']],
    ['Tell it to IT.', ['IT']],
    ['Written in C++, not C.', ['C++']],
    ['A front end, a Front-End, a front\nend.', ['front end', 'Front-End', 'front\nend']],
    ['A cron\n  job.', ['cron\n  job']],
    ['jobless, microjob, job_id, job2 and redeploy are other words', []],
    ['Run `deploy job` or ```\njob\n``` but not this job', ['job']],
    ['See https://example.com/deploy?job=1 and www.job.example, or mail job@deploy.example.', []],
    ['Mail (job@deploy.example), a@job@deploy.example or job@.', ['job']],
    ['', []],
  ])('%j', (text, marks) => expect(found(text)).toEqual(marks));

  it('positions count UTF-16 units, also behind what takes two of them', () => {
    const [mark] = checkText('👋🏽 Привет, job!', glossary).marks;
    expect('👋🏽 Привет, job!'.slice(mark!.from, mark!.to)).toBe('job');
  });

  it('an empty glossary marks nothing', () => {
    expect(checkText('A job.', compileGlossary([])).marks).toEqual([]);
  });

  it('a term of its own wins over a form of another', () => {
    const both = compileGlossary([term('log', 'note'), term('logs', 'diary')]);
    expect(checkText('The logs.', both).marks).toMatchObject([{ found: 'logs', plain: 'diary' }]);
  });

  it('every mark is where it says, and none overlaps another', () => {
    const words = ['job', 'cron', 'jobs', '`job`', 'API', 'it', ' ', '-', '\n', '.', '👋', 'https://job', 'ſ', 'İ'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), (parts) => {
        const text = parts.join(' ');
        let last = 0;
        for (const { from, to, found: part } of checkText(text, glossary).marks) {
          expect(text.slice(from, to)).toBe(part);
          expect(from).toBeGreaterThanOrEqual(last);
          last = to;
        }
      }),
    );
  });

  it('any text is checked, whatever characters it has', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void checkText(text, glossary)));
  });

  it.each(['@', 'a@', 'a@a.', '`', '-', 'a-', 'http', 'www.'])(
    'a long run of %j takes no longer than other text',
    (run) => {
      const hyphens = compileGlossary([term(`a${'-'.repeat(18)}b`)]);
      const text = `${run.repeat(5_000)} a${'-'.repeat(60)}`;
      expect(checkText(text, hyphens).marks).toEqual([]);
    },
  );
});

describe('CS-10: forms', () => {
  it.each([
    ['deploy', ['deploy', 'deploys', 'deployed', 'deploying']],
    ['edge case', ['edge case', 'edge cases', 'edge cased', 'edge casing']],
    ['SLA', ['sla', 'slas', 'slaed', 'slaing']],
    ['C++', ['c++']],
    ['k8s', ['k8s', 'k8ss']],
  ])('of %s', (name, forms) => expect(formsOf(name)).toEqual(forms));
});

describe('CS-10: reading ease', () => {
  it('We fixed it. is 119.2', () => expect(checkText('We fixed it.', glossary).readingEase).toBe(119.2));

  it.each(['', '   ', '?!', '`code only`', 'https://example.com'])('%j has no sentence', (text) => {
    expect(checkText(text, glossary)).toMatchObject({ readingEase: null, advice: 'It reads plainly.' });
  });

  it('says when it is harder than plain English', () => {
    const hard = checkText('Organisational interoperability necessitates comprehensive documentation.', glossary);
    expect(hard.readingEase).toBeLessThan(0);
    expect(hard.advice).toMatch(/^The reading ease is -[\d.]+; from 60 on it is plain English/);
  });

  it('names sentences of more than 25 words', () => {
    const text = `Short one. Now ${'word '.repeat(24)}end. Bye.`;
    const { longSentences, advice } = checkText(text, glossary);
    expect(longSentences).toEqual([{ from: 11, to: 139, words: 26 }]);
    expect(advice).toContain('1 sentence is longer than 25 words.');
    expect(checkText(`${'word '.repeat(24)}end.`, glossary).longSentences).toEqual([]);
  });
});

it('CS-10: finds its terms in 20,000 characters among 2,000 others', () => {
  const many = Array.from({ length: 2_000 }, (_, n) => term(`word${n.toString(36)} phrase`));
  const large = compileGlossary([...many, term('job')]);
  const text = 'This is a job for wordzz phrases. '.repeat(588);
  expect(checkText(text, large).marks.length).toBeGreaterThanOrEqual(588);
});
