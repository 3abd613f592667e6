import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'hours',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./hours.module.js')).HoursModule,
});
