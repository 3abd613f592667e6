import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'referral',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./referral.module.js')).ReferralModule,
});
