import fc from 'fast-check';
import {
  fieldsSent,
  formField,
  formSent,
  isTrapped,
  joinGroups,
  leadOf,
  trapField,
  wrongFields,
} from './join-form.rules.js';

const typed = {
  ...{ company: 'Gull', domain: 'gull.example', need: 'A shop', contact: 'Gil', email: 'Gil@gull.example' },
  ...{ you: 'Olga', relation: 'A friend' },
};
const without = (name: keyof typeof typed) =>
  Object.fromEntries(Object.entries(typed).filter(([each]) => each !== name));

describe('RC-1: the form of a referral code', () => {
  it('stands for a lead', () => {
    expect(leadOf(typed)).toEqual({
      lead: {
        company: { name: 'Gull', domain: 'gull.example' },
        contact: { name: 'Gil', email: 'gil@gull.example' },
        ...{ need: 'A shop', relation: 'A friend', filledInBy: 'Olga' },
      },
    });
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['a name', without('company'), { company: 'The name of the company is missing.' }],
    ['a need', without('need'), { need: 'What they look for is missing.' }],
    ['who fills it in', without('you'), { you: 'Your name is missing.' }],
    ['an address', without('email'), { email: 'The e-mail address is missing.' }],
    [
      'a good address',
      { ...typed, email: 'gil' },
      { email: 'The e-mail address must be one such as gil@gull.example.' },
    ],
    [
      'a website, with all else at once',
      { ...without('company'), domain: 'gull', email: 'gil' },
      {
        company: 'The name of the company is missing.',
        domain: 'The website must be a domain such as blueheron.example.',
        email: 'The e-mail address must be one such as gil@gull.example.',
      },
    ],
    [
      'fewer words',
      { ...typed, need: 'x'.repeat(5_001) },
      { need: 'What they look for must be at most 5000 characters long.' },
    ],
  ])('says that %s is needed, at its field', (_, fields, wrong) => expect(leadOf(fields)).toEqual({ wrong }));

  it('without anything it names every field that is needed, in the order of the page', () => {
    const needed = joinGroups.flatMap(({ fields }) => fields.filter(({ required }) => required));
    const { wrong } = leadOf({}) as { wrong: object };
    expect(Object.keys(wrong)).toEqual(needed.map(({ name }) => name));
  });

  it('puts what a service refuses at its field, and anything else above', () => {
    const errors = [
      { field: 'company.domain', message: 'is not a domain' },
      { field: 'programme', message: 'is not known here' },
    ];
    expect(wrongFields(typed, errors)).toEqual({
      ...{ domain: 'The website is not a domain.', '': 'programme is not known here' },
    });
  });

  it('takes fields it has, the first of two, and lines as people count them', () => {
    expect(fieldsSent({ company: [' Gull ', 'Tern'], need: 'a\r\nb', role: 'admin', you: '  ' })).toEqual({
      ...{ company: 'Gull', need: 'a\nb' },
    });
    for (const nothing of [undefined, null, 'text', { company: { a: 1 } }]) expect(fieldsSent(nothing)).toEqual({});
  });

  it.each<[unknown, string]>([
    [{ [formField]: 'f-1' }, 'f-1'],
    [{ [formField]: ['f-1', 'f-2'] }, 'f-1'],
    [{}, ''],
    [undefined, ''],
    [{ [formField]: { a: 1 } }, ''],
  ])('%j was sent from the page %j', (body, form) => expect(formSent(body)).toBe(form));

  it('knows programs by what no person sees', () => {
    expect([isTrapped({}), isTrapped({ [trapField]: '' }), isTrapped(undefined)]).toEqual([false, false, false]);
    expect([isTrapped({ [trapField]: 'https://x' }), isTrapped({ [trapField]: ['', 'x'] })]).toEqual([true, true]);
  });

  it('whatever is typed becomes a lead or a message at a field of the page', () => {
    const names = joinGroups.flatMap(({ fields }) => fields.map(({ name }) => name));
    const words = fc.oneof(fc.string(), fc.constantFrom('gil@gull.example', 'x'.repeat(6_000), '\0', '\ud800'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), words), (body) => {
        const read = leadOf(fieldsSent(body));
        if ('lead' in read) return;
        expect(Object.keys(read.wrong).length).toBeGreaterThan(0);
        for (const name of Object.keys(read.wrong)) expect(names).toContain(name);
      }),
    );
  });
});
