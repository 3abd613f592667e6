import type { z } from 'zod';
import type { Lead, LeadStage, ReferralPolicyChange } from '#libs/contracts';
import { conflict, type DomainError, invalidField } from '#libs/errors';
import { transition, type Transitions, wrongState } from '#libs/state';

type LeadView = z.output<typeof Lead>;
export type LeadState = LeadView['state'];
type Stage = z.output<typeof LeadStage>;
type Meeting = Exclude<LeadView['meeting'], null>;

/** Those in which a lead still may become anything. */
export const openStates: readonly LeadState[] = ['new', 'introduced', 'presented', 'planning'];

const stages: Transitions<Stage | 'win', LeadState> = {
  introduced: { from: ['new'], to: 'introduced' },
  presented: { from: ['introduced'], to: 'presented' },
  planning: { from: ['presented'], to: 'planning' },
  win: { from: ['planning'], to: 'won' },
};

/** RC-2. One stage after the other. Refuses 409 `referral.lead-state`. */
export const afterStep = (state: LeadState, step: Stage | 'win'): LeadState =>
  transition({ code: 'referral.lead-state', table: stages, rule: 'RC-2' }, state, step);

/** RC-2. What is held, won, lost or refused doesn't change any more. Refuses 409 `referral.lead-state`. */
export function checkOpen(state: LeadState, rule = 'RC-2'): void {
  if (!openStates.includes(state)) throw wrongState('referral.lead-state', rule, state, ...openStates);
}

/**
 * RC-2. The network and its values are introduced in a meeting of 30 to 60 minutes that was held. Its start decides: one
 * that starts now isn't in the future. Refuses 422 `referral.meeting-needed`, `referral.meeting-elsewhere`,
 * `referral.meeting-length`, `referral.meeting-in-future`.
 */
export function checkMeeting(
  stage: Stage,
  meeting: Meeting | undefined,
  now: Date,
  { from, to }: z.output<typeof ReferralPolicyChange>['meetingMinutes'],
): void {
  const refused = (code: string, field: string, message: string) =>
    invalidField(`referral.meeting-${code}`, field, message, 'RC-2');
  if (stage !== 'introduced') {
    if (meeting) throw refused('elsewhere', 'meeting', 'belongs to the stage introduced');
    return;
  }
  if (!meeting) throw refused('needed', 'meeting', 'is needed: the network is introduced in one');
  if (meeting.minutes < from || meeting.minutes > to) {
    throw refused('length', 'meeting.minutes', `must be from ${from} to ${to}`);
  }
  if (new Date(meeting.heldAt) > now) throw refused('in-future', 'meeting.heldAt', 'must not be in the future');
}

const needed = {
  plan: 'a plan with estimated tasks',
  client: 'the client it would be',
  account: 'an account of a user of this client that may log in',
};

/** RC-2. Planning needs the draft board and a client account. Refuses 409 `referral.not-ready`, and says what is missing. */
export function checkReadyToPlan(has: Record<keyof typeof needed, boolean>): void {
  const missing = (Object.keys(needed) as (keyof typeof needed)[]).filter((what) => !has[what]);
  if (!missing.length) return;
  throw conflict('referral.not-ready', `Missing: ${missing.map((what) => needed[what]).join('; ')}.`, {
    rule: 'RC-2',
    facts: { missing },
  });
}

/** RC-2. A client is won once: 409 `referral.client-won` for every other lead that would be this client. */
export const clientWon = (): DomainError =>
  conflict('referral.client-won', 'Another lead won this client.', { rule: 'RC-2' });
