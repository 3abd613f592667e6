import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Service } from './run-service.js';

export async function bootstrap(service: Service): Promise<NestFastifyApplication> {
  throw new Error(`being written: ${service.service}`);
}
