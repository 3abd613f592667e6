import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Conduct1767225600008 implements MigrationInterface {
  name = 'Conduct1767225600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
