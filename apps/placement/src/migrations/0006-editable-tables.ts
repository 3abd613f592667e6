import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editedTables } from '#libs/history';

/** PL-5, PL-7. An administrator edits the weights of the ranking and the rate zones of countries, each as a whole. */
export class EditableTables1767225600006 implements MigrationInterface {
  name = 'EditableTables1767225600006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${editedTables}
      insert into edited_tables select name, 1, '2026-01-01T00:00:00Z', 'Shoreline'
      from unnest(array['ranking_weights', 'country_rate_zones']) name;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table edited_tables');
  }
}
