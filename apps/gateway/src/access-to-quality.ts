import type { Role } from '#libs/access';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients

  // Conduct

  // Problem situations

  // Questionnaires

  // The page of a questionnaire
  'GET /q/:token': 'public',
  'POST /q/:token': 'public',

  // NPS

  // Cases

  // Complaints

  // Metric pairs

  // The award

  // One-to-ones

  // Help

  // Churn risk

  // Client reports
};
