import { TestService } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { PlacementModule } from '../placement.module.js';

/** A Monday, noon in Berlin. */
export const now = '2026-02-02T11:00:00.000Z';

export const startPlacement = (): Promise<TestService> =>
  TestService.start({ service: 'placement', module: PlacementModule, migrations, now });
