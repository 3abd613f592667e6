import type { EventContract } from '#libs/contracts';
import type { NoticeRule } from './notice-rule.js';
import { noticeRules } from './notice-rules.js';
import { overtakings } from './overtaken.js';

const byType = new Map(noticeRules.map(({ event, notices }) => [event.type, notices]));

/** The lines of the table for one event. */
export const rulesOf = (type: string): readonly NoticeRule<unknown>[] => byType.get(type) ?? [];

/** Events that make notices, or make them old news. */
export const heardByRules: readonly EventContract[] = [
  ...new Set([...noticeRules, ...overtakings].map(({ event }) => event)),
];
