import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'echo',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./echo.module.js')).EchoModule,
});
