import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';
import { notificationEnv } from './config.js';

await runService({
  service: 'notification',
  config: loadConfig(runtimeEnv.extend(notificationEnv.shape)),
  module: async () => (await import('./notification.module.js')).NotificationModule,
});
