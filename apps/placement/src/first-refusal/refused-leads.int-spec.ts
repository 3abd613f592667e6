import type { Actor } from '#libs/access';
import { getOpening, referralEvents, selectOffer } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { aCertifiedExpert, aClient, anAe, anOffer, anOpening } from '../test-support/builders.js';
import { aLeadWon } from '../test-support/leads.js';
import { startPlacement } from '../test-support/placement.js';

const until = '2026-02-03T11:00:00.000Z';

describe('a lead that is refused after it was won (RC-1, RC-6)', () => {
  let service: TestService;
  beforeEach(async () => (service = await startPlacement()));
  afterEach(() => service.stop());

  type Won = ReturnType<typeof aLeadWon>;
  const won = (lead: Won) => service.hears(referralEvents.leadWon, lead.leadId, lead);
  const refused = ({ leadId, referrerId, referrerKind, expertId, companyName }: Won) =>
    service.hears(referralEvents.leadRefused, leadId, {
      ...{ leadId, referrerId, referrerKind, expertId, companyName, reason: 'One bank account' },
    });
  const see = async (id: string, actor: Actor = anAe()) => (await service.ask(getOpening, actor, { id })).firstRefusal;

  it('gives no right any more: not on open openings, nor on new ones', async () => {
    const client = await aClient(service);
    const [ana, ben] = [await aCertifiedExpert(service), await aCertifiedExpert(service, { givenName: 'Ben' })];
    const lead = aLeadWon(client, ana);
    await won(lead);
    const opening = await anOpening(service, client);
    const offer = await anOffer(service, ben, opening);
    expect(await see(opening.id)).toEqual({ expertId: ana.id, until, state: 'open' });
    await refused(lead);
    await refused(lead);
    expect(await see(opening.id)).toBeNull();
    expect(await see((await anOpening(service, client)).id)).toBeNull();
    expect(await service.ask(selectOffer, client, { offerId: offer.id })).toMatchObject({ expertId: ben.id });
  });

  it.each([
    ['first', true],
    ['last', false],
  ])('makes room for who wins the client next, whichever is heard %s', async (_, inOrder) => {
    const client = await aClient(service);
    const [ana, ben] = [await aCertifiedExpert(service), await aCertifiedExpert(service, { givenName: 'Ben' })];
    const [one, next] = [aLeadWon(client, ana), aLeadWon(client, ben, { wonAt: '2026-02-02T12:00:00.000Z' })];
    await won(one);
    const opening = await anOpening(service, client);
    for (const each of inOrder ? [() => refused(one), () => won(next)] : [() => won(next), () => refused(one)])
      await each();
    expect(await see(opening.id)).toEqual({ expertId: ben.id, until, state: 'open' });
    expect(await see((await anOpening(service, client)).id)).toMatchObject({ expertId: ben.id });
  });
});
