import { Body, Controller, Inject, Module, Post, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxy, ClientsModule, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Report } from '../command-path/messages.js';
import { env } from '../support/env.js';
import { requests } from './queues.js';

@Controller('hours')
class HoursController {
  constructor(@Inject('HOURS') private readonly hours: ClientProxy) {}

  @Post()
  report(@Body({ schema: Report }) report: Report) {
    return this.hours.send('hours.report', report);
  }
}

/** A gateway as Nest's documentation shows it, but on Fastify. */
@Module({
  imports: [
    ClientsModule.register([
      { name: 'HOURS', transport: Transport.RMQ, options: { urls: [env('AMQP_URL')], queue: requests } },
    ]),
  ],
  controllers: [HoursController],
})
class EdgeModule {}

const app = await NestFactory.create(EdgeModule, new FastifyAdapter());
app.useGlobalPipes(new StandardSchemaValidationPipe());
await app.listen(env('PORT'), '127.0.0.1');
