import type { Role } from '#libs/access';
import { admin, members, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients

  // Conduct

  // Problem situations

  // Questionnaires
  'GET /v1/questionnaires': ['client', ...staff],
  'GET /v1/questionnaires/:id': ['client', ...staff],
  'PUT /v1/questionnaires/:id/answer': ['client'],
  'GET /v1/questionnaire-policy': staff,
  'PUT /v1/questionnaire-policy': admin,

  // The page of a questionnaire

  // NPS
  'GET /v1/nps': members,
  'GET /v1/nps/ranking': staff,
  'GET /v1/nps/recount': admin,

  // Cases

  // Complaints

  // Metric pairs

  // The award

  // One-to-ones

  // Help

  // Churn risk

  // Client reports
};
