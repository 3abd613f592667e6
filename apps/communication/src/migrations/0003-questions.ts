import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
select 1;
`;

export class Questions1767225600003 implements MigrationInterface {
  name = 'Questions1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
