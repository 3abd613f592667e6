import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

const tables = `
select 1;
`;

export class Coverage1767225600001 implements MigrationInterface {
  name = 'Coverage1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...infrastructureTables, tables]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
