import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `select`;

export class Issues1767225600007 implements MigrationInterface {
  name = 'Issues1767225600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
