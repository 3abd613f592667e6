import { gatewayEvents, paymentsEvents, placementEvents } from '#libs/contracts';
import type { DomainError } from '#libs/errors';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { ReferrersService } from '../referrers/referrers.service.js';
import { usd } from '../test-support/invoice.js';
import { startReferral } from '../test-support/referral.js';
import { marksOfLead } from './company-keys.rules.js';
import type { Suspicion } from './suspicion.rules.js';
import { checkIsNew, suspicionsOf } from './suspicions.js';

const named = (email: string, domain?: string) => ({
  company: { name: 'Somebody', ...(domain && { domain }) },
  contact: { name: 'Carla', email },
});
const at = '2026-03-02T08:00:00.000Z';

describe('RC-1: self-referral, circles and what is known', () => {
  let test: TestService;
  beforeEach(async () => {
    test = await startReferral();
  });
  afterEach(() => test?.stop());

  const client = async (name: string, emails: string[]): Promise<string> => {
    const clientId = newId();
    await test.hears(placementEvents.clientRegistered, clientId, {
      ...{ clientId, name, timeZone: 'Europe/Berlin', country: 'DE', ownerId: null },
      contacts: emails.map((email) => ({ id: newId(), name: 'Carla', email, phone: null, title: null })),
    });
    return clientId;
  };
  const account = async (role: 'expert' | 'client' | 'partner', email: string, clientId: string | null = null) => {
    const accountId = newId();
    await test.hears(gatewayEvents.accountCreated, accountId, {
      ...{ accountId, role, name: 'Ana', email, clientId, disabled: false },
    });
    return accountId;
  };
  const outsider = async (email: string): Promise<string> => {
    const id = newId();
    await test.query(`insert into referrers values ($1, 'outsider', 'Olga', $2, null, null, $3, 'Ann')`, [
      ...[id, email, at],
    ]);
    return id;
  };
  const within = <T>(
    referrerId: string,
    work: (...given: Parameters<typeof suspicionsOf>) => Promise<T>,
    lead = named('x@y.example'),
  ) =>
    test.app.get(Transactions).run(async (tx) => {
      const referrer = await test.app.get(ReferrersService).locked(tx, referrerId);
      return work(tx, { referrerId: referrer.id, clientId: null }, marksOfLead(lead));
    });
  const refusal = async (referrerId: string, lead: ReturnType<typeof named>): Promise<string> => {
    const [outcome] = await Promise.allSettled([within(referrerId, checkIsNew, lead)]);
    return outcome.status === 'fulfilled' ? 'none' : (outcome.reason as DomainError).code;
  };
  const found = (referrerId: string, lead: ReturnType<typeof named>): Promise<Suspicion[]> =>
    within(referrerId, suspicionsOf, lead);
  /** A lead of a referrer, won as this client unless it is at an earlier stage. */
  const lead = async (referrerId: string, clientId: string | null, state = 'won', of = named('x@y.example')) => {
    await within(referrerId, () => Promise.resolve());
    const id = newId();
    await test.query(
      `insert into leads (id, referrer_id, company_name, company, contact, need, relation, state, programme,
         rate_percent, client_id, created_at, created_by)
       values ($1, $2, 'Somebody', $3, $4, 'A shop', 'A friend', $5, 'network', 25, $6, $7, 'Ann')`,
      [id, referrerId, of.company, of.contact, state, clientId, at],
    );
    return id;
  };
  const reviews = async () =>
    test.query<{ leadId: string; detail: string }>(
      `select lead_id as "leadId", detail from lead_reviews where kind = 'shared-bank-details' order by opened_at, id`,
    );

  it('nobody brings itself: a client its company, everybody else its own address or domain', async () => {
    const heron = await client('Blue Heron', ['otto@blueheron.example']);
    await account('client', 'carla@heron-group.example', heron);
    const ana = await account('expert', 'ana@gmail.com');
    const pat = await account('partner', 'pat@partners.example');
    const olga = await outsider('olga@outside.example');
    expect(await refusal(heron, named('new@gmail.com', 'https://www.blueheron.example'))).toBe(
      'referral.self-referral',
    );
    expect(await refusal(heron, named('x@heron-group.example'))).toBe('referral.self-referral');
    expect(await refusal(heron, named('x@gmail.com', 'shop.heron-group.example'))).toBe('referral.self-referral');
    expect(await refusal(ana, named('Ana@gmail.com', 'shop.example'))).toBe('referral.self-referral');
    expect(await refusal(ana, named('bo@gmail.com', 'shop.example'))).toBe('none');
    expect(await refusal(pat, named('x@gmail.com', 'partners.example'))).toBe('referral.self-referral');
    expect(await refusal(olga, named('other@outside.example'))).toBe('referral.self-referral');
    for (const each of [heron, ana, pat, olga]) expect(await refusal(each, named('g@gull.example'))).toBe('none');
  });

  it('nobody brings whoever brought it, however far above; rings end', async () => {
    const [heron, gull] = [await client('Heron', ['a@heron.example']), await client('Gull', ['a@gull.example'])];
    const olga = await outsider('olga@outside.example');
    await lead(olga, gull);
    expect(await refusal(heron, named('b@outside.example'))).toBe('none');
    await lead(gull, heron);
    expect(await refusal(heron, named('b@gull.example'))).toBe('referral.circle');
    expect(await refusal(heron, named('b@outside.example'))).toBe('referral.circle');
    expect(await refusal(gull, named('b@outside.example'))).toBe('referral.circle');
    expect(await refusal(olga, named('new@tern.example'))).toBe('none');
    const tern = await client('Tern', ['a@tern.example']);
    await lead(heron, tern, 'planning');
    expect(await refusal(tern, named('b@outside.example'))).toBe('none');
    await test.query(`update leads set referrer_id = $1 where client_id = $2`, [heron, gull]);
    expect(await refusal(heron, named('b@gull.example'))).toBe('referral.circle');
    expect(await refusal(heron, named('b@outside.example'))).toBe('none');
  });

  it('a contact whom the network knows is looked at', async () => {
    const ana = await account('expert', 'ana@gmail.com');
    const bo = await account('expert', 'bo@gmail.com');
    const olga = await outsider('olga@outside.example');
    expect(await found(ana, named('BO@gmail.com', 'shop.example'))).toEqual([
      {
        ...{ kind: 'known-person', detail: 'bo@gmail.com is the account of Ana (expert).' },
        ...{ otherLeadId: null, otherClientId: null },
      },
    ]);
    expect(await found(ana, named('B.O@googlemail.com', 'shop.example'))).toMatchObject([{ kind: 'known-person' }]);
    expect(await found(ana, named('olga@outside.example'))).toMatchObject([{ kind: 'known-person' }]);
    expect(await found(bo, named('else@gmail.com'))).toEqual([]);
    expect(await found(olga, named('g@gull.example'))).toEqual([]);
  });

  it('two who bring each other’s people are looked at, while the other lead lives', async () => {
    const pat = await account('partner', 'pat@partners.example');
    const olga = await outsider('olga@outside.example');
    const first = await lead(olga, null, 'new', named('sue@partners.example'));
    expect(await found(pat, named('sid@outside.example'))).toMatchObject([{ kind: 'circle', otherLeadId: first }]);
    expect(await found(pat, named('sid@mail.outside.example'))).toMatchObject([{ kind: 'circle' }]);
    expect(await found(pat, named('sid@elsewhere.example'))).toEqual([]);
    await test.query(`update leads set state = 'lost'`);
    expect(await found(pat, named('sid@outside.example'))).toEqual([]);
  });

  const accountOf = (expertId: string, bankAccountId: string) =>
    test.hears(paymentsEvents.bankAccountNamed, expertId, { expertId, bankAccountId, at });
  const paid = (clientId: string, payerAccountId: string | null) => {
    const invoiceId = newId();
    return test.hears(paymentsEvents.moneyReceived, invoiceId, {
      ...{ invoiceId, movementId: newId(), paymentId: newId(), bankReference: '1', payerAccountId },
      standing: {
        ...{ number: 1, invoiceNumber: '2026-0001', clientId, net: usd('10.00'), tax: usd('0.00') },
        ...{ total: usd('10.00'), credited: usd('0.00'), paid: usd('10.00'), parts: [] },
      },
      ...{ amount: usd('10.00'), receivedOn: '2026-03-02', at },
    });
  };

  it('a referrer with the bank account of its client, or of another expert, is looked at', async () => {
    const [ana, bo] = [await account('expert', 'ana@gmail.com'), await account('expert', 'bo@gmail.com')];
    const heron = await client('Heron', ['a@heron.example']);
    const [mine, shared] = [newId(), newId()];
    await accountOf(ana, mine);
    await paid(heron, mine);
    expect(await found(ana, named('g@gull.example'))).toMatchObject([
      { kind: 'shared-bank-details', otherClientId: heron },
    ]);
    expect(await found(bo, named('g@gull.example'))).toEqual([]);
    await accountOf(ana, shared);
    await accountOf(bo, shared);
    expect(await found(bo, named('g@gull.example'))).toMatchObject([{ kind: 'shared-bank-details' }]);
  });

  it.each([['the expert’s account is known first'], ['the client’s payment is known first']])(
    'won leads are looked at once the account is known, and once: %s',
    async (order) => {
      const [ana, bo] = [await account('expert', 'ana@gmail.com'), await account('expert', 'bo@gmail.com')];
      const [heron, gull] = [await client('Heron', ['a@heron.example']), await client('Gull', ['a@gull.example'])];
      const won = await lead(ana, heron);
      await lead(ana, gull);
      await lead(bo, null, 'refused');
      const both = [() => accountOf(ana, heron), () => paid(heron, heron)];
      for (const each of order.includes('expert') ? both : both.toReversed()) await each();
      const once = [{ leadId: won, detail: 'The client Heron pays from the bank account of the referrer.' }];
      expect(await reviews()).toEqual(once);
      for (const each of both) await each();
      await paid(gull, newId());
      await paid(gull, null);
      expect(await reviews()).toEqual(once);
      await accountOf(bo, heron);
      expect((await reviews()).map(({ detail }) => detail).sort()).toEqual([
        once[0]!.detail,
        'The expert Ana is paid to the bank account of the referrer.',
        'The expert Ana is paid to the bank account of the referrer.',
      ]);
    },
  );
});
