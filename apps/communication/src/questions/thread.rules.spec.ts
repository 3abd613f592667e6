import { addressIn, kindOf, subjectOf } from './thread.rules.js';

describe('CS-4: the subject of a thread', () => {
  it.each([
    ['Invoices', 'As PDF?', 'Invoices'],
    ['Re: AW: Invoices', 'As PDF?', 'Invoices'],
    ['RE[2]: Fwd : Invoices', 'As PDF?', 'Invoices'],
    ['Regarding: invoices', 'As PDF?', 'Regarding: invoices'],
    ['re: ', 'As PDF?\nPlease.', 'As PDF?'],
    ['', 'x'.repeat(81), `${'x'.repeat(79)}…`],
    ['', '😀'.repeat(81), `${'😀'.repeat(79)}…`],
    ['שאלה', 'מה?', 'שאלה'],
  ])('%j with %j', (subject, body, expected) => {
    expect(subjectOf(subject, body)).toBe(expected);
  });
});

describe('CS-4: what a message is', () => {
  it.each([
    [{ automatic: false, answers: false }, 'question'],
    [{ automatic: false, answers: true }, 'reply'],
    [{ automatic: true, answers: true }, 'auto-reply'],
    [{ automatic: true, answers: false }, 'auto-reply'],
  ])('%j', (message, kind) => {
    expect(kindOf(message)).toBe(kind);
  });

  it.each([
    ['Carla <Carla@Harbour.example>', 'carla@harbour.example'],
    ['carla@harbour.example', 'carla@harbour.example'],
    ['Carla', null],
    ['<script>@x', null],
    ['"a@b" <none>', null],
  ])('the address in %j', (from, address) => {
    expect(addressIn(from)).toBe(address);
  });
});
