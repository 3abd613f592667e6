import { dayOf } from '#libs/time';
import { leadOf } from './bringing.js';
import { type ClientName, clients } from './cast.js';
import type { Rest } from './rest.js';
import type { Stage, Wire } from './stage.js';
import { statement } from './statement.js';

export interface Money {
  amount: string;
  currency: string;
}
export interface Invoice extends Wire {
  number: string;
  reference: string;
  clientId: string;
  clientName: string;
  net: Money;
  total: Money;
  open: Money;
  issuedOn: string;
  dueOn: string;
  reminders: number;
}
interface Imported extends Wire {
  counts: Record<string, number>;
}

const seller = {
  ...{ legalName: 'Shoreline Network B.V.', taxId: 'NL001234567B01', email: 'billing@shoreline.example' },
  address: { street: 'Keizersgracht 100', postcode: '1015 AA', city: 'Amsterdam', country: 'NL' },
  ...{ bankName: 'ABN AMRO', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' },
};
const profiles: Record<ClientName, object> = {
  harbour: profile('Harbour Analytics GmbH', 'Am Sandtorkai 5', '20457', 'Hamburg', 'DE', 1_900),
  northwind: profile('Northwind Robotics Inc.', '200 Dock Street', '11201', 'Brooklyn', 'US', 0),
  lumen: profile('Lumen Books Ltd', '4 Paternoster Row', 'EC4M 7DX', 'London', 'GB', 2_000),
};

function profile(legalName: string, street: string, postcode: string, city: string, country: string, tax: number) {
  return {
    ...{ legalName, address: { street, postcode, city, country }, taxId: null, taxRateBasisPoints: tax },
    ...{
      paymentTermDays: 14,
      email: `invoices@${legalName.split(' ')[0]!.toLowerCase()}.example`,
      purchaseOrder: null,
    },
  };
}

/** PM-4. Who bills, and who is billed. */
export async function openTheBooks(stage: Stage): Promise<void> {
  const { version, ...policy } = await stage.admin.get<Wire>('/invoice-policy');
  await stage.admin.put('/invoice-policy', { ...policy, seller }, version);
  for (const name of Object.keys(clients) as ClientName[]) {
    await stage.ae.put(`/clients/${stage.company(name)}/billing-profile`, profiles[name], 0);
  }
}

const invoicesOf = async (stage: Stage, filter: string): Promise<Invoice[]> =>
  (await stage.ae.get<{ items: Invoice[] }>(`/invoices?limit=100&sort=createdAt&${filter}`)).items;

/** Every fortnight drafts are there by themselves; Elena issues them, and a week later the bank's statement comes. */
export async function invoiceAndCollect(stage: Stage, index: number): Promise<void> {
  if (index % 2 === 0) await issue(stage);
  else await collect(stage, index);
}

/** As it was read; asked again with the same key it is issued once. */
export const issueDraft = (by: Rest, { id, version }: Wire, key?: string): Promise<Invoice> =>
  by.post<Invoice>(`/invoices/${id}/issue`, {}, key, version);

async function issue(stage: Stage): Promise<void> {
  const drafts = await invoicesOf(stage, 'state=draft');
  const issued: Invoice[] = [];
  for (const draft of drafts) issued.push(await issueDraft(stage.ae, draft));
  await stage.moveTo(await stage.now());
  if (issued.length === 0) return;
  const list = issued.map(({ number, clientName, total }) => `${number} to ${clientName}, ${total.amount}`);
  stage.tell(`  Elena issues ${list.join('; ')} USD.`);
  const serials = (await invoicesOf(stage, ''))
    .filter(({ number }) => number)
    .map(({ number }) => Number(number.slice(-6)))
    .sort((a, b) => a - b);
  stage.check(
    'invoice numbers have no gaps',
    serials.every((serial, place) => serial === place + 1),
  );
}

/** Harbour and Fjord pay in full, Northwind forgets the reference once, Lumen pays half through a partner. */
async function collect(stage: Stage, index: number): Promise<void> {
  const open = [...(await invoicesOf(stage, 'state=issued')), ...(await invoicesOf(stage, 'state=partly-paid'))];
  if (open.length === 0) return;
  const lumen = stage.company('lumen');
  const byBank = open.filter(({ clientId }) => clientId !== lumen);
  const day = dayOf(await stage.now(), 'UTC');
  if (byBank.length > 0) await readStatement(stage, index, day, byBank);
  const late = open.find(({ clientId }) => clientId === lumen);
  if (late) await payHalf(stage, late, day);
  await stage.moveTo(await stage.now());
}

async function readStatement(stage: Stage, index: number, day: string, invoices: Invoice[]): Promise<void> {
  const entries = invoices.map(({ number, reference, clientId, clientName, open }, place) => ({
    bankReference: `NL26${day.replaceAll('-', '')}${index}${place}`,
    ...{ amount: open.amount, payer: clientName },
    ...(clientId === stage.company('harbour') ? { structured: reference } : { text: `Payment ${number}, thank you` }),
  }));
  const file = statement({ id: `S-${index}`, iban: seller.iban, day, currency: 'USD', entries });
  const read = await stage.ae.postText<{ items: Imported[] }>('/bank-statements', 'application/xml', file);
  const again = await stage.ae.postText<{ items: Imported[] }>('/bank-statements', 'application/xml', file);
  const [statementRead] = read.items;
  stage.tell(`  The bank's statement: ${statementRead!.counts.matched} payments, matched by the invoice they name.`);
  stage.check('a statement read twice is one statement', again.items[0]!.id === statementRead!.id);
  stage.check('every payment found its invoice', statementRead!.counts.matched === entries.length);
}

async function payHalf(stage: Stage, { number, open, clientName }: Invoice, receivedOn: string): Promise<void> {
  const half = (Math.floor(Number(open.amount.replace('.', '')) / 2) / 100).toFixed(2);
  const payment = {
    ...{ bankReference: `JUNIPER-${number}-${receivedOn}`, amount: { amount: half, currency: 'USD' }, receivedOn },
    invoiceNumber: number,
  };
  await stage.partner.post('/client-payments', payment);
  await stage.partner.post('/client-payments', payment);
  stage.tell(
    `  ${clientName} pays half of ${number} through Juniper Partners, which posts it twice: ${half} USD once.`,
  );
}

/** PM-4, RC-5. Three hours should not have been billed: credited and given back, after the commission was released. */
export async function giveBack(stage: Stage): Promise<void> {
  const { clientId } = await leadOf(stage);
  const [first] = await invoicesOf(stage, `clientId=${clientId}&state=paid`);
  if (!first) return stage.check('Fjord Energy has paid an invoice by now', false);
  const released = await stage.expert('ada').get<{ items: Wire[] }>('/commissions?state=released');
  stage.check('a commission was released to Ada', released.items.length > 0);
  const { items } = await stage.ae.get<{ items: Wire[] }>(`/invoices/${first.id}/lines`);
  const net = { amount: '225.30', currency: 'USD' };
  const note = await stage.ae.post<Wire & { number: string; freed: Money }>(`/invoices/${first.id}/credit-notes`, {
    reason: 'Three hours of set-up should not have been billed.',
    lines: [{ invoiceLineId: items[0]!.id, net }],
  });
  const payments = await stage.ae.get<{ items: Wire[] }>(`/client-payments?invoiceId=${first.id}`);
  await stage.ae.post(`/client-payments/${payments.items[0]!.id}/refunds`, {
    ...{ amount: note.freed, bankReference: `REFUND-${note.number}`, refundedOn: dayOf(await stage.now(), 'UTC') },
    reason: 'Credit note.',
  });
  await stage.moveTo(await stage.now());
  stage.tell(`  ${note.number} takes 225.30 off ${first.number}; the money goes back to Fjord Energy.`);
}
