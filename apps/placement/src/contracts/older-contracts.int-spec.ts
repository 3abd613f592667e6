import { activatePlacement, placementEvents } from '#libs/contracts';
import { migrate } from '#libs/persistence';
import { TestService } from '#libs/testing';
import { PriorityTerms1767225600010 } from '../migrations/0010-priority-terms.js';
import { migrations } from '../migrations/index.js';
import { PlacementModule } from '../placement.module.js';
import { agreed, anAe, aSelection } from '../test-support/builders.js';
import { now } from '../test-support/placement.js';

it('what was agreed before there were terms of priority goes on as before (RC-6)', async () => {
  const before = migrations.filter((migration) => migration !== PriorityTerms1767225600010);
  const service = await TestService.start({ service: 'placement', module: PlacementModule, migrations: before, now });
  try {
    const selection = await aSelection(service);
    await agreed(service, selection);
    const stored = async () =>
      (await service.query<{ terms: Record<string, unknown> }>('select terms from contracts'))[0]!.terms;
    const signed = await stored();
    expect(signed).not.toHaveProperty('firstRefusalHours');
    await migrate({ url: service.database.ownerUrl, name: 'placement', migrations });
    expect(await stored()).toEqual({ ...signed, commissionOnOwnHours: false, firstRefusalHours: 24 });
    await service.ask(activatePlacement, anAe(), { id: selection.placement.id });
    const [told] = await service.told(placementEvents.placementActivated);
    expect(told?.terms).toMatchObject({ commissionOnOwnHours: false, firstRefusalHours: 24 });
    await expect(service.query(`update contracts set terms = terms || '{"channel": "chat"}'`)).rejects.toThrow(
      'only while it is a draft',
    );
  } finally {
    await service.stop();
  }
});
