import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'placement',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./placement.module.js')).PlacementModule,
});
