import { runService } from '#libs/runtime';
import { loadGatewayConfig } from './config.js';
import { fastifyOptions } from './fastify-options.js';

const config = loadGatewayConfig();

await runService({
  service: 'gateway',
  config,
  answersRpc: false,
  listen: { host: config.HOST, port: config.PORT },
  fastify: fastifyOptions(config),
  module: async () => {
    const { GatewayModule, ManualTimeGatewayModule } = await import('./gateway.module.js');
    return config.SHORELINE_CLOCK === 'manual' ? ManualTimeGatewayModule : GatewayModule;
  },
  configure: async (app) => (await import('./edge.js')).prepareEdge(app),
});
