import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, type MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import { echo, type Report } from '../command-path/messages.js';
import { env } from '../support/env.js';
import { echoes } from './queues.js';

@Controller()
class EchoController {
  @MessagePattern('echo.report')
  report(@Payload() { input }: { input: Report }) {
    return echo(input);
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(EchoModule, {
  transport: Transport.RMQ,
  options: { urls: [env('AMQP_URL')], queue: echoes },
});
await app.listen();
