// A payroll system in a few lines: takes approved payouts from its own queue, pays each of them once, and answers.
// AMQP_URL=amqp://payroll:…@127.0.0.1:5672 node deploy/examples/payroll/payroll.mjs
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { connect } from 'amqplib';

const book = process.env.PAYROLL_BOOK ?? 'payroll-book.jsonl';
const connection = await connect(process.env.AMQP_URL);
const channel = await connection.createConfirmChannel();
await channel.prefetch(10);
await channel.consume('payroll.payouts', async (message) => {
  const { type, data } = JSON.parse(message.content.toString());
  if (type === 'payments.payout-approved.v1') await answer(data.payoutId, payOnce(data));
  // Only now: whoever dies before this gets the payout again, and finds it in the book.
  channel.ack(message);
});

/** Answers the bank's reference; the same one when the payout comes a second time. */
function payOnce({ payoutId, amount, beneficiary }) {
  const known = readBook()[payoutId];
  if (known) return known;
  // Here the bank is asked. It must know payoutId as the end-to-end id, so that it refuses to pay it twice.
  const bankReference = `BANK-${payoutId.slice(-12)}`;
  appendFileSync(book, `${JSON.stringify({ payoutId, bankReference, amount, to: beneficiary.holder })}\n`);
  return bankReference;
}

async function answer(payoutId, bankReference) {
  const body = JSON.stringify({ payoutId, outcome: 'paid', bankReference });
  channel.publish('payroll.answers', '', Buffer.from(body), { persistent: true, contentType: 'application/json' });
  await channel.waitForConfirms();
}

function readBook() {
  const lines = existsSync(book) ? readFileSync(book, 'utf8').trim().split('\n') : [];
  return Object.fromEntries(lines.map((line) => JSON.parse(line)).map((paid) => [paid.payoutId, paid.bankReference]));
}
