import { Controller, Inject, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientProxy,
  ClientsModule,
  MessagePattern,
  type MicroserviceOptions,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn, Repository, UpdateDateColumn, VersionColumn } from 'typeorm';
import { Report } from '../command-path/messages.js';
import { env } from '../support/env.js';
import { events as eventQueue, requests } from './queues.js';

@Entity('tasks')
class TaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  title!: string;

  @Column('integer', { name: 'reported_minutes' })
  reportedMinutes!: number;

  @VersionColumn()
  version!: number;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}

@Controller()
class HoursController {
  constructor(
    @InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>,
    @Inject('EVENTS') private readonly events: ClientProxy,
  ) {}

  /** Two at once lose the minutes of one, and a crash loses the event: stock is quicker to write, too. */
  @MessagePattern('hours.report')
  async report(@Payload({ schema: Report }) { taskId, minutes, note }: Report) {
    const task = await this.tasks.findOneByOrFail({ id: taskId });
    task.reportedMinutes += minutes;
    await this.tasks.save(task);
    this.events.emit('hours.reported', { taskId, minutes, note, reportedMinutes: task.reportedMinutes });
    return task;
  }
}

/** A service as Nest's documentation shows it. */
@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: env('DATABASE_URL'), entities: [TaskEntity] }),
    TypeOrmModule.forFeature([TaskEntity]),
    ClientsModule.register([
      { name: 'EVENTS', transport: Transport.RMQ, options: { urls: [env('AMQP_URL')], queue: eventQueue } },
    ]),
  ],
  controllers: [HoursController],
})
class HoursModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(HoursModule, {
  transport: Transport.RMQ,
  options: { urls: [env('AMQP_URL')], queue: requests },
});
app.useGlobalPipes(new StandardSchemaValidationPipe());
await app.listen();
