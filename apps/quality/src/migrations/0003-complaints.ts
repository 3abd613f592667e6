import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Complaints1767225800003 implements MigrationInterface {
  name = 'Complaints1767225800003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
