import { creditNotePaper, type CreditNoteDocument, meaningOf } from './credit-note-paper.js';
import { paperPdf } from './document-parts.js';
import { exampleCreditNote as example } from './test-invoice.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
type State = CreditNoteDocument['invoice']['state'];
const standing = (state: State, open: string, freed: string): CreditNoteDocument => ({
  ...example,
  invoice: { ...example.invoice, state, open: eur(open) },
  creditNote: { ...example.creditNote, freed: eur(freed) },
});
const said = (document: CreditNoteDocument) => JSON.stringify(creditNotePaper(document).blocks);

const nothing = 'Nothing of invoice INV-2026-000042 is to be paid any more.';
const some = 'Of invoice INV-2026-000042, EUR 107.10 is still to be paid as of 21 March 2026.';
const none = 'Invoice INV-2026-000042 is credited in full: nothing of it is to be paid.';
const yours = (freed: string) => expect.stringMatching(`^EUR ${freed} that you had paid became your credit: `);

describe('PM-4: what a credit note says', () => {
  it.each<[State, string, string, unknown[]]>([
    ['paid', '0.00', '11.90', [nothing, yours('11.90')]],
    ['paid', '0.00', '0.00', [nothing]],
    ['issued', '107.10', '0.00', [some]],
    // Paid then, and the payment returned by the bank since.
    ['issued', '107.10', '11.90', [some, yours('11.90')]],
    ['void', '0.00', '0.00', [none]],
    ['void', '0.00', '1190.00', [none, yours('1,190.00')]],
  ])('%s, %s open and %s freed', (state, open, freed, sentences) => {
    const document = standing(state, open, freed);
    expect(meaningOf(document)).toEqual(sentences);
    expect(said(document).includes('IBAN')).toBe(open !== '0.00');
  });

  it('tells of an invoice to come where its hours are billed again', () => {
    const { creditNote, ...document } = standing('void', '0.00', '0.00');
    const again = 'Its hours will stand on a new invoice.';
    expect(meaningOf({ ...document, creditNote: { ...creditNote, billAgain: true } })).toEqual([none, again]);
  });

  it('each line has what this note takes off it, in the order of the invoice', () => {
    const [line] = example.lines;
    const lines = ['1', '2'].map((id, n) => ({ ...line!, id, position: n + 4, credited: eur('77.00') }));
    const credited = ['2', '1'].map((id) => ({ invoiceLineId: id, net: eur(`${id}.00`) }));
    const { blocks } = creditNotePaper({
      ...example,
      lines,
      creditNote: { ...example.creditNote, lines: credited, net: eur('3.00'), tax: eur('0.59'), total: eur('3.59') },
    });
    expect(blocks.find(({ kind }) => kind === 'table')).toMatchObject({
      rows: [
        ['4', expect.stringContaining('Ingestion'), '13,536.25', '1.00'],
        ['5', expect.stringContaining('Ingestion'), '13,536.25', '2.00'],
      ],
      sums: [
        ['', 'Net', '', '3.00'],
        ['', 'Tax 19.5 %', '', '0.59'],
        ['', 'Total', '', '3.59'],
      ],
    });
  });

  it('its link counts from the day it was issued', () =>
    expect(creditNotePaper(example)).toMatchObject({ opensFrom: '2026-03-20', at: '2026-03-21T08:00:00.000Z' }));

  it('a hundred lines and a long reason go on over as many pages as it takes', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `${n}`);
    const pdf = await paperPdf(
      creditNotePaper({
        ...example,
        lines: ids.map((id) => ({ ...example.lines[0]!, id })),
        creditNote: {
          ...example.creditNote,
          reason: `Długi powód, μακρύς λόγος, довга причина. ${'x'.repeat(1_900)}`,
          lines: ids.map((invoiceLineId) => ({ invoiceLineId, net: eur('1.00') })),
        },
      }),
    );
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(6);
  });
});
