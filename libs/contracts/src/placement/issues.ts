import { z } from 'zod';

// What can go wrong, by category and related group; lost clients and strikes (PL-13)

export const IssueKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be lower-case words with hyphens, such as slow-answers')
  .meta({ id: 'IssueKey', description: 'Names an issue category or a group of related ones', example: 'slow-answers' });
