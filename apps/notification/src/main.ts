import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'notification',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./notification.module.js')).NotificationModule,
});
