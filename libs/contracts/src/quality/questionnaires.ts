import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';

// The weekly questionnaire (QN-1)

/** QN-5. What a client can score, 1 (poor) to 5 (very good): the client's side of the metric pairs. */
export const ScoreKey = z
  .enum(['answers-fast', 'fixes-fast', 'understandable', 'reliable'])
  .meta({ id: 'ScoreKey', description: 'QN-5: what a client scores from 1 to 5' });
export const Scores = z
  .partialRecord(ScoreKey, z.int().min(1).max(5))
  .meta({ id: 'Scores', description: 'QN-5: any of them, from 1 (poor) to 5 (very good)' });

/** What was asked about one placement, and the answer. */
export const QuestionnaireItem = z
  .object({
    placementId: Id,
    title: z.string(),
    expertId: Id,
    expertName: z.string(),
    score: z.int().min(0).max(10).nullable(),
    scores: Scores,
  })
  .meta({ id: 'QuestionnaireItem' });

/** An answer as it was given, kept when a later one replaces it. */
const GivenAnswer = z.object({
  at: Instant,
  by: z.string().meta({ description: 'The client’s user, or Shoreline for whoever held the link' }),
  items: z.array(z.object({ placementId: Id, score: z.int(), scores: Scores })),
  comment: z.string().nullable(),
});

export const Questionnaire = z
  .object({
    id: Id,
    clientId: Id,
    clientName: z.string(),
    contactId: Id,
    contactName: z.string(),
    week: Day.meta({ description: 'Its Monday, in the client’s zone' }),
    timeZone: TimeZone,
    state: z.enum(['open', 'answered', 'closed']).meta({
      description: 'Answered ones can change until they close; `answeredAt` says whether a closed one was answered',
    }),
    items: z.array(QuestionnaireItem).min(1),
    comment: z.string().nullable(),
    sentAt: Instant,
    remindedAt: Instant.nullable(),
    answeredAt: Instant.nullable(),
    closesAt: Instant,
    answers: z
      .array(GivenAnswer)
      .optional()
      .meta({ description: 'Every answer it was given, oldest first; only for staff, and of one questionnaire' }),
    link: z.string().optional().meta({ description: 'To the page; only for the contact it is for, while it is open' }),
  })
  .meta({ id: 'Questionnaire' });

/** The answer of one link: one score for each placement it asks about, at least one. It replaces the one before. */
export const QuestionnaireAnswer = z
  .strictObject({
    items: z
      .array(z.strictObject({ placementId: Id, score: z.int().min(0).max(10), scores: Scores.default({}) }))
      .min(1)
      .max(500),
    comment: text(5_000, 0).optional(),
  })
  .meta({ id: 'QuestionnaireAnswer' });

/** A client's user sees those of the contact with its e-mail address; an expert none. */
export const QuestionnaireFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  placementId: Id.optional(),
  state: Questionnaire.shape.state.optional(),
  week: Day.optional(),
  sort: sortBy(['sentAt'], '-sentAt'),
});
export const listQuestionnaires = query('quality.list-questionnaires', {
  input: QuestionnaireFilter,
  output: listOf(Questionnaire),
});
/** Staff, the contact's own user, and the gateway (as `system`) for whoever holds the signed link. */
export const getQuestionnaire = query('quality.get-questionnaire', {
  input: z.object({ id: Id }),
  output: Questionnaire,
});
/**
 * The contact's own user, or the gateway (as `system`) for whoever holds the signed link; nobody else, no role.
 * 409 `quality.questionnaire-closed` after the week, 422 `quality.not-asked` for a placement it doesn't ask about.
 */
export const answerQuestionnaire = command('quality.answer-questionnaire', {
  input: z.object({ id: Id, ...QuestionnaireAnswer.shape }),
  output: Questionnaire,
});

/** A moment of the week, on the clock on the client's wall; up to Sunday 24:00. */
export const WeekMoment = z
  .strictObject({
    weekday: z.int().min(1).max(7).meta({ description: '1 Monday to 7 Sunday' }),
    time: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as 09:00')
      .meta({ example: '10:00' }),
  })
  .meta({ id: 'WeekMoment' });

const policy = {
  sending: WeekMoment,
  reminder: WeekMoment.meta({ description: 'The one reminder; none where it was sent later than that' }),
  closing: WeekMoment,
  detractorAnswerHours: z
    .int()
    .min(1)
    .max(720)
    .meta({ description: 'QN-3: within which the account executive answers' }),
  leastAnswers: z.int().min(5).max(100).meta({ description: 'QN-2: with fewer there is no score, only “too few”' }),
};
export const QuestionnairePolicy = z
  .object({ ...policy, history: z.array(Change), version: Version })
  .meta({ id: 'QuestionnairePolicy' });
export const QuestionnairePolicyChange = z.strictObject(policy).meta({ id: 'QuestionnairePolicyChange' });

export const getQuestionnairePolicy = query('quality.get-questionnaire-policy', {
  input: z.object({}),
  output: QuestionnairePolicy,
});
/** 422 `quality.policy-order` unless it is sent, reminded of and closed in this order. */
export const setQuestionnairePolicy = command('quality.set-questionnaire-policy', {
  input: z.object({ version: Version, policy: QuestionnairePolicyChange }),
  output: QuestionnairePolicy,
});
