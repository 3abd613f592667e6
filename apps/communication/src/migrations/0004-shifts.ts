import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
select 1;
`;

export class Shifts1767225600004 implements MigrationInterface {
  name = 'Shifts1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
