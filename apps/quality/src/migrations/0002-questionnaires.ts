import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Questionnaires1767225800002 implements MigrationInterface {
  name = 'Questionnaires1767225800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
