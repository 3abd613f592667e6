import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { reason } from './fields.js';

// What can go wrong, by category and related group; lost clients and strikes (PL-13)

export const IssueKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be lower-case words with hyphens, such as slow-answers')
  .meta({ id: 'IssueKey', description: 'Names an issue category or a group of related ones', example: 'slow-answers' });

// The catalogue
export const IssueCategory = z
  .object({
    id: Id,
    key: IssueKey,
    name: z.string().meta({ example: 'Slow answers' }),
    group: IssueKey.meta({ example: 'communication' }),
    groupName: z.string().meta({ example: 'Communication' }),
    active: z.boolean().meta({ description: 'Only an active one is given to what goes wrong from now on' }),
    updatedAt: Instant,
    updatedBy: z.string(),
    version: Version,
  })
  .meta({ id: 'IssueCategory' });
export const IssueCategoryFilter = z.object({
  ...Page.shape,
  group: IssueKey.optional(),
  active: z.enum(['true', 'false']).optional(),
  sort: sortBy(['key', 'name'], 'key'),
});
export const listIssueCategories = query('placement.list-issue-categories', {
  input: IssueCategoryFilter,
  output: listOf(IssueCategory),
});
const name = text(80);
/** `groupName`: of a group that is new; for a known one it is the new name of the whole group. */
export const NewIssueCategory = z
  .strictObject({ key: IssueKey, name, group: IssueKey, groupName: name.optional() })
  .meta({ id: 'NewIssueCategory' });
export const addIssueCategory = command('placement.add-issue-category', {
  input: NewIssueCategory,
  output: IssueCategory,
});
export const IssueCategoryChange = z
  .strictObject({ name, group: IssueKey, groupName: name, active: z.boolean() })
  .partial()
  .meta({ id: 'IssueCategoryChange' });
export const changeIssueCategory = command('placement.change-issue-category', {
  input: z.object({ id: Id, version: Version, change: IssueCategoryChange }),
  output: IssueCategory,
});

// Lost clients
export const Loss = z
  .object({
    id: Id,
    placementId: Id,
    title: z.string().meta({ description: 'Of the placement', example: 'Checkout rebuilt' }),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    category: IssueKey,
    categoryName: z.string().meta({ example: 'Slow answers' }),
    group: IssueKey.meta({ description: "The category's when it was recorded", example: 'communication' }),
    groupName: z.string().meta({ example: 'Communication' }),
    what: z.string().meta({ example: 'Questions waited two days for an answer.' }),
    lostAt: Instant.meta({ description: 'When the work for the client ended' }),
    recordedBy: z.string(),
    recordedAt: Instant,
    state: z.enum(['counting', 'forgiven', 'lifted']),
    forgiven: z
      .object({
        because: z.enum(['ended-well', 'ninety-days']),
        laterPlacementId: Id,
        at: Instant,
      })
      .nullable(),
    lifted: z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable(),
    history: z.array(Change),
  })
  .meta({ id: 'Loss' });

export const NewLoss = z
  .strictObject({ category: IssueKey, what: text(10_000) })
  .meta({ id: 'NewLoss', description: 'The issue for which a client ended a placement or asked for another expert' });
/** Of a placement that has ended and has none: found out afterwards. One lost client per placement. */
export const recordLoss = command('placement.record-loss', {
  input: z.object({ placementId: Id, ...NewLoss.shape }),
  output: Loss,
});
export const Lifting = z.strictObject({ reason }).meta({ id: 'Lifting' });
/** Administrators only; the strike stays in the history and no longer counts. */
export const liftStrike = command('placement.lift-strike', { input: z.object({ id: Id, reason }), output: Loss });

export const LossFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  clientId: Id.optional(),
  category: IssueKey.optional(),
  group: IssueKey.optional(),
  counting: z.enum(['true', 'false']).optional(),
  sort: sortBy(['lostAt', 'recordedAt'], '-lostAt'),
});
export const listLosses = query('placement.list-losses', { input: LossFilter, output: listOf(Loss) });
export const getLoss = query('placement.get-loss', { input: z.object({ id: Id }), output: Loss });

// Strikes
export const Bar = z
  .object({
    group: IssueKey.meta({ example: 'communication' }),
    categories: z.array(IssueKey),
    since: Instant,
  })
  .meta({ id: 'Bar', description: 'Lost clients in one category or related group, because of which nobody is placed' });
export const Strike = z
  .object({
    ...Loss.shape,
    explanation: z
      .string()
      .meta({ example: 'Counts until a later placement ends well, or runs 90 days without a complaint.' }),
    clearsAt: Instant.nullable().meta({
      description: 'When a placement that runs will have forgiven it, if no such complaint comes before',
    }),
  })
  .meta({ id: 'Strike' });
export const Strikes = z
  .object({ expertId: Id, expertName: z.string(), barred: z.boolean(), bars: z.array(Bar), strikes: z.array(Strike) })
  .meta({ id: 'Strikes' });
/** All of one expert, newest first. */
export const getStrikes = query('placement.get-strikes', { input: z.object({ expertId: Id }), output: Strikes });
