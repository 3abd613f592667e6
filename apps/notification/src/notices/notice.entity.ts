import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { LinkedPage } from '#libs/links';
import type { Notice, NoticeState, NoticeTopic } from '#libs/contracts';
import type { Attachment } from '../rules/notice-rule.js';

/** What a mail carries beside its text. */
export interface Envelope {
  /** The client's mail it answers, by its Message-ID. */
  inReplyTo: string | null;
  /** What all mails of one thread have in common: the question, bug or meeting. */
  threadId: string;
  placementId: string | null;
  /** Replies go to the placement's address, which makes them part of the thread; otherwise nobody reads them. */
  takesReplies: boolean;
  /** A person's own words: no automatic mail. */
  personal: boolean;
  /** The recipient's, as far as it is known: its working hours are meant in it until it chooses. */
  timeZone: string;
  attachments: Attachment[];
  /** QN-1. Its links to these are signed when it leaves; in the log they are not, and open nothing. */
  signs?: SignedLink[];
}

/** A personal link, by what it opens. */
export interface SignedLink {
  page: LinkedPage;
  id: string;
}

/** One notice: an event, a template, a person. */
@Entity('notices')
export class NoticeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  eventId!: string;

  @Column('text')
  template!: string;

  @Column('text')
  topic!: z.output<typeof NoticeTopic>;

  @Column('text')
  recipientKind!: z.output<typeof Notice>['recipient']['kind'];

  @Column('uuid', { nullable: true })
  recipientId!: string | null;

  @Column('text')
  recipientKey!: string;

  @Column('text')
  recipientName!: string;

  /** Empty while the recipient's account isn't known. */
  @Column('text')
  address!: string;

  @Column('text')
  channel!: 'email' | 'chat';

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @Column('jsonb')
  envelope!: Envelope;

  @Column('text')
  state!: z.output<typeof NoticeState>;

  @Column('boolean')
  urgent!: boolean;

  @Column('boolean')
  atOnce!: boolean;

  @Column('text')
  aboutKind!: string;

  @Column('uuid')
  aboutId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  notBefore!: Date | null;

  /** Set before a server is asked, taken away once its answer is known. */
  @Column('timestamptz', { nullable: true })
  sendingSince!: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('integer')
  attempts!: number;

  /** How often its recipient was looked up in vain. */
  @Column('integer')
  lookups!: number;

  @Column('text', { nullable: true })
  lastError!: string | null;

  /** What the server answered when it took it. */
  @Column('text', { nullable: true })
  acceptedAs!: string | null;

  /** The digest it went with. */
  @Column('uuid', { nullable: true })
  digestId!: string | null;
}
