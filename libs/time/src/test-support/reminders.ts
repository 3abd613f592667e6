import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { infrastructureTables, PersistenceModule } from '#libs/persistence';
import { type AfterCommit, once, OnTimer, TimeModule, type Timer, Timers } from '../index.js';
import { addDays, dayOf, startOfDay } from '../zone.rules.js';

export class Reminded1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of infrastructureTables) await runner.query(statement);
    await runner.query(
      'create table reminded (subject_id text, due_at timestamptz, late boolean, attempts int, text text)',
    );
  }

  async down(): Promise<void> {}
}

/** Writes down each reminder it was given; fails on demand, after having written. */
@Injectable()
export class Reminders {
  readonly failing = new Set<string>();
  readonly calls: string[] = [];

  constructor(
    private readonly timers: Timers,
    private readonly dataSource: DataSource,
  ) {}

  @OnTimer('test.reminder')
  async remind(timer: Timer<{ text: string } | null>, tx: EntityManager): Promise<void> {
    await tx.query('insert into reminded values ($1, $2, $3, $4, $5)', [
      timer.subjectId,
      timer.dueAt,
      timer.late,
      timer.attempts,
      timer.payload?.text,
    ]);
    if (this.failing.has(timer.subjectId)) throw new Error('told to');
  }

  /** Talks to somebody outside, for which no transaction waits; `failing` ones never commit. */
  @OnTimer('test.call')
  async call({ subjectId }: Timer, tx: EntityManager): Promise<AfterCommit> {
    await tx.query('insert into reminded (subject_id) values ($1)', [subjectId]);
    if (this.failing.has(subjectId)) throw new Error('told to');
    return async () => {
      const seen = await this.dataSource.query<unknown[]>('select from reminded where subject_id = $1', [subjectId]);
      this.calls.push(`${subjectId} ${seen.length}`);
    };
  }

  /** Recurring work: sets its next day, and does each day once. */
  @OnTimer('test.daily')
  async daily(timer: Timer, tx: EntityManager): Promise<void> {
    const day = dayOf(timer.dueAt, 'UTC');
    await this.timers.set(tx, 'test.daily', timer.subjectId, startOfDay(addDays(day, 1), 'UTC'));
    if (await once(tx, 'test.daily', day)) await tx.query('insert into reminded (subject_id) values ($1)', [day]);
  }
}

const ignore = (): void => undefined;

/** One replica of a service with timers, on the database and the clock that the environment names. */
export async function replica(): Promise<TestingModule> {
  const app = await Test.createTestingModule({
    imports: [PersistenceModule.forRoot({ service: 'time', entities: [] }), TimeModule.forRoot()],
    providers: [Reminders],
  })
    .setLogger({ log: ignore, warn: ignore, error: ignore })
    .compile();
  return app.init();
}
