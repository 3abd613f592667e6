import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';
import { kiosk } from './kiosk.contract.js';

await runService({
  service: kiosk,
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./kiosk.module.js')).KioskModule,
});
