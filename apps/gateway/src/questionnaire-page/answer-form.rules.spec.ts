import fc from 'fast-check';
import { ScoreKey } from '#libs/contracts';
import {
  answerOf,
  type Asked,
  detailField,
  fieldsOf,
  fieldsSent,
  scoreField,
  wrongFields,
} from './answer-form.rules.js';

const [shop, stock] = ['019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11'] as const;
const item = (placementId: string, title: string): Asked['items'][number] => ({
  ...{ placementId, title, expertId: placementId, expertName: 'Ana Šimić', score: null, scores: {} },
});
const one: Asked = { items: [item(shop, 'Storefront')], comment: null };
const two: Asked = { items: [...one.items, item(stock, 'Stock')], comment: null };

describe('QN-1: the form of a questionnaire', () => {
  it.each<[string, Asked, Record<string, string>, object]>([
    ['a number', one, { [scoreField(shop)]: '9' }, { items: [{ placementId: shop, score: 9, scores: {} }] }],
    ['the lowest', one, { [scoreField(shop)]: '0' }, { items: [{ placementId: shop, score: 0, scores: {} }] }],
    [
      'details, of which none need be given',
      one,
      { [scoreField(shop)]: '10', [detailField(shop, 'reliable')]: '1' },
      { items: [{ placementId: shop, score: 10, scores: { reliable: 1 } }] },
    ],
    [
      'one of two',
      two,
      { [scoreField(stock)]: '3', comment: ' Slow. ' },
      { items: [{ placementId: stock, score: 3, scores: {} }], comment: 'Slow.' },
    ],
  ])('reads %s', (_, asked, fields, answer) => expect(answerOf(asked, fields)).toEqual({ answer }));

  it.each<[string, Asked, Record<string, string>, object]>([
    ['nothing', one, {}, { [scoreField(shop)]: 'Choose a number from 0 to 10.' }],
    ['nothing of two', two, {}, { [scoreField(shop)]: 'Choose a number from 0 to 10 for at least one of them.' }],
    ['words alone', one, { comment: 'Good' }, { [scoreField(shop)]: 'Choose a number from 0 to 10.' }],
    [
      'a detail without its number',
      two,
      { [scoreField(shop)]: '9', [detailField(stock, 'reliable')]: '4' },
      { [scoreField(stock)]: 'Choose a number from 0 to 10 for Stock.' },
    ],
    ['a number too high', one, { [scoreField(shop)]: '11' }, { [scoreField(shop)]: expect.any(String) }],
    ['no number', one, { [scoreField(shop)]: '1e1' }, { [scoreField(shop)]: expect.any(String) }],
    [
      'a detail out of range',
      one,
      { [scoreField(shop)]: '9', [detailField(shop, 'fixes-fast')]: '6' },
      { [detailField(shop, 'fixes-fast')]: 'Choose a number from 1 to 5, or none.' },
    ],
    [
      'too many words',
      one,
      { [scoreField(shop)]: '9', comment: 'x'.repeat(5_001) },
      { comment: 'Your text must be at most 5000 characters long.' },
    ],
  ])('says what is wrong with %s, in its place', (_, asked, fields, wrong) =>
    expect(answerOf(asked, fields)).toEqual({ wrong }),
  );

  it('puts what a service refuses in its place, too', () => {
    const errors = [
      { field: 'items.0.score', message: 'is too much' },
      { field: 'comment', message: 'must not be so' },
      { field: 'id', message: 'is strange' },
    ];
    expect(wrongFields(two, { [scoreField(stock)]: '3' }, errors)).toEqual({
      [scoreField(stock)]: 'Choose a number from 0 to 10 for Stock.',
      comment: 'Your text must not be so.',
      '': 'id is strange',
    });
  });

  it('takes fields it has, the first of two, and lines as people count them', () => {
    const body = { [scoreField(shop)]: ['7', '8'], comment: 'a\r\nb', [scoreField(stock)]: '9', role: 'admin' };
    expect(fieldsSent(one, body)).toEqual({ [scoreField(shop)]: '7', comment: 'a\nb' });
    for (const nothing of [undefined, null, 'text', { comment: { a: 1 } }])
      expect(fieldsSent(one, nothing)).toEqual({});
  });

  it('an answer that is shown again and sent as it stands is the same answer', () => {
    const scores = fc.dictionary(fc.constantFrom(...ScoreKey.options), fc.integer({ min: 1, max: 5 }));
    const answered = fc.record({ score: fc.integer({ min: 0, max: 10 }), scores });
    fc.assert(
      fc.property(answered, fc.option(answered), fc.stringMatching(/^\w[\w ]{0,20}\w$/), (first, second, comment) => {
        const items = two.items.map((each, n) => ({ ...each, ...(n ? second : first) }));
        const sent = fieldsSent(two, fieldsOf({ items, comment }));
        const given = items.filter(({ score }) => score !== null);
        expect(answerOf(two, sent)).toEqual({
          answer: {
            items: given.map(({ placementId, score, scores: s }) => ({ placementId, score, scores: s })),
            comment,
          },
        });
      }),
    );
  });
});
