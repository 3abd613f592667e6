import { loadConfig } from '#libs/config';
import { runService, runtimeEnv } from '#libs/runtime';

await runService({
  service: 'timesheet',
  config: loadConfig(runtimeEnv),
  module: async () => (await import('./timesheet.module.js')).TimesheetModule,
});
