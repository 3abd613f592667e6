import type { MigrationInterface, QueryRunner } from 'typeorm';

const terms = { commissionOnOwnHours: false, firstRefusalHours: 24 };

/** RC-6. Commission on the own hours and the hours of first refusal become terms of programmes and contracts. */
export class PriorityTerms1767225600010 implements MigrationInterface {
  name = 'PriorityTerms1767225600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('update programmes set terms = $1::jsonb || terms', [terms]);
    // What was agreed stays pinned; this adds what went for everybody.
    await runner.query('alter table contracts disable trigger contract_terms_pinned');
    await runner.query('update contracts set terms = $1::jsonb || terms', [terms]);
    await runner.query('alter table contracts enable trigger contract_terms_pinned');
    // The programme of each opening says it now.
    await runner.query('alter table brought_clients drop column first_refusal_hours');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
