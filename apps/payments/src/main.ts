import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'payments',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./payments.module.js')).PaymentsModule,
});
