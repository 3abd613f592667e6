import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Metrics1767225800004 implements MigrationInterface {
  name = 'Metrics1767225800004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
