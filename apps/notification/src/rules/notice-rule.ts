import type { EventContract } from '#libs/contracts';
import type { SignedLink } from '../notices/notice.entity.js';
import type { DataOf, Template } from '../templates/template.js';

/** Whom an event is about, as a person would say it; `recipients.ts` finds their addresses. */
export type Role =
  /** Whoever answers: the expert, or who stands in during a break. */
  | 'assigned'
  | 'expert'
  | 'team-lead'
  /** Of the client; when nobody is named, the administrators, so that no alarm rings unheard. */
  | 'account-executive'
  /** The client's users; its contacts when it has no user. */
  | 'client'
  | 'client-and-contacts'
  /** Who wrote last, when it is known by address; the client otherwise. */
  | 'writer'
  | 'attendees'
  /** The contact whom the event itself is addressed to. */
  | 'addressee'
  /** Who has a case in hand; the account executive where nobody has. */
  | 'owner'
  /** RC-1. Who brought a client: an expert, a client's users, a partner, or somebody known by address. */
  | 'referrer'
  /** PM-4. The address that invoices go to, and the client's users. */
  | 'billing'
  /** All who decide for the network: account executives and administrators. */
  | 'network'
  | 'administrators';

export interface Attachment {
  filename: string;
  contentType: string;
  text: string;
}

export interface NoticeRule<D> {
  send: Template<D>;
  to: readonly Role[];
  when?(data: D): boolean;
  urgent?: boolean | ((data: D) => boolean);
  atOnce?: boolean;
  byChannel?: boolean;
  attach?(data: D): Attachment[];
  /** QN-1. The personal link its text has: signed when the notice leaves. */
  signs?(data: D): SignedLink;
}

export interface EventRules {
  event: EventContract;
  notices: readonly NoticeRule<unknown>[];
}

export const on = <E extends EventContract>(event: E, ...notices: NoticeRule<DataOf<E>>[]): EventRules => ({
  event,
  // A rule is only ever given its own event's data.
  notices: notices as readonly NoticeRule<unknown>[],
});

export const isUrgent = ({ urgent = false }: NoticeRule<unknown>, data: unknown): boolean =>
  typeof urgent === 'function' ? urgent(data) : urgent;
