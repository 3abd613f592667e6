import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'quality',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./quality.module.js')).QualityModule,
});
