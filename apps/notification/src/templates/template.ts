import type { z } from 'zod';
import type { EventContract, NoticeTopic } from '#libs/contracts';
import type { Content } from './letter.js';

export interface Person {
  name: string;
  email: string;
}

/** What a template may know beside the facts of its event: looked up when the notice is made, all of it JSON. */
export interface Known {
  /** Whom it is for. */
  reader: { name: string; timeZone: string };
  placement: { id: string; title: string; clientName: string; expertName: string; timeZone: string } | null;
  /** Of an opening that became no placement yet. */
  opening: { title: string; clientName: string } | null;
  /** The same person as of the placement, and where there is none. */
  expert: { name: string } | null;
  client: { name: string } | null;
  /** RC-1. Who brought the client. */
  referrer: { name: string; hasAccount: boolean } | null;
  accountExecutive: Person | null;
  teamLead: Person | null;
  /** Where people reach Shoreline, without a slash at the end. */
  baseUrl: string;
}

/** One notice in words. Everything it says comes from its arguments. */
export interface Template<D> {
  name: string;
  topic: z.output<typeof NoticeTopic>;
  /** The rule that asks for it. */
  rule: string | null;
  /** Who gets it, and when. */
  description: string;
  example: D;
  write(data: D, known: Known): Content;
}

export type DataOf<E extends EventContract> = z.output<E['data']>;

/** `template<typeof sheetSubmitted>({ … })`: what it is told is what the event tells. */
export const template = <E extends EventContract>(about: Template<DataOf<E>>): Template<DataOf<E>> => about;

export const titleOf = ({ placement, opening }: Known): string =>
  placement?.title ?? opening?.title ?? 'your placement';
export const clientOf = ({ placement, opening, client }: Known): string =>
  placement?.clientName ?? opening?.clientName ?? client?.name ?? 'the client';
export const expertOf = ({ placement, expert }: Known): string => placement?.expertName ?? expert?.name ?? 'the expert';

/** Where things are. */
export const boardOf = ({ baseUrl }: Known, placementId: string): string => `${baseUrl}/v1/boards/${placementId}`;
export const pageOf = ({ baseUrl }: Known, kind: string, id: string): string => `${baseUrl}/v1/${kind}/${id}`;
