import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
`;

export class Commissions1767225900003 implements MigrationInterface {
  name = 'Commissions1767225900003';

  async up(runner: QueryRunner): Promise<void> {
    if (tables.trim()) await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
