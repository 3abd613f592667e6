import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'communication',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./communication.module.js')).CommunicationModule,
});
