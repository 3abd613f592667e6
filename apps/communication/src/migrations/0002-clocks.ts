import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
select 1;
`;

export class Clocks1767225600002 implements MigrationInterface {
  name = 'Clocks1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
