import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Reports1767225800006 implements MigrationInterface {
  name = 'Reports1767225800006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
