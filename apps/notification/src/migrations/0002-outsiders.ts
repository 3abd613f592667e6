import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Outsiders1767225900002 implements MigrationInterface {
  name = 'Outsiders1767225900002';

  /** RC-1. Who brings clients and has no account. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table known_outsiders (referrer_id uuid primary key, name text not null, email text not null)`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
