import type { EventContract } from '#libs/contracts';
import type { NoticeRule } from './notice-rule.js';
import { noticeRules } from './notice-rules.js';

const byType = new Map(noticeRules.map(({ event, notices }) => [event.type, notices]));

/** The lines of the table for one event. */
export const rulesOf = (type: string): readonly NoticeRule<unknown>[] => byType.get(type) ?? [];

export const eventsWithNotices: readonly EventContract[] = noticeRules.map(({ event }) => event);
