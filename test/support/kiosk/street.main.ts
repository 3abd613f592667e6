import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'street',
  config: loadConfig(runtimeEnv),
  answersRpc: false,
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  module: async () => (await import('./street.module.js')).StreetModule,
});
