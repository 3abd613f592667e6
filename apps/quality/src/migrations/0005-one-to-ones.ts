import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class OneToOnes1767225800005 implements MigrationInterface {
  name = 'OneToOnes1767225800005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
