import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
select 1;
`;

export class Meetings1767225600005 implements MigrationInterface {
  name = 'Meetings1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
