import { loadGatewayConfig } from '../../../apps/gateway/src/config.js';
import { fastifyOptions } from '../../../apps/gateway/src/fastify-options.js';
import { runService } from '#libs/runtime';

const config = loadGatewayConfig();

await runService({
  service: 'gateway',
  config,
  answersRpc: false,
  listen: { host: config.HOST, port: config.PORT },
  fastify: fastifyOptions(config),
  module: async () => (await import('./edge.module.js')).EdgeModule,
  configure: async (app) => (await import('../../../apps/gateway/src/edge.js')).prepareEdge(app),
});
