import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
`;

export class Revenue1767225900004 implements MigrationInterface {
  name = 'Revenue1767225900004';

  async up(runner: QueryRunner): Promise<void> {
    if (tables.trim()) await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
