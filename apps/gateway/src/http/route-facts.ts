import type { RequestMethod } from '@nestjs/common';
import type { z } from 'zod';
import type { Role } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import type { DomainError } from '#libs/errors';

export type MediaType =
  'application/json' | 'application/x-www-form-urlencoded' | 'application/xml' | 'message/rfc822' | 'text/xml';

export interface EndpointOptions {
  /** One line, imperative: `Ask for a payout`. */
  summary: string;
  description?: string;
  /** Ids of the business rules behind it, such as `PM-5`. */
  rules?: readonly string[];
  /** Who may call it (GW-3); the service checks ownership again. `public`: without logging in. */
  roles: readonly Role[] | 'public';
  /** What the id of its path names, as its service says when there is none: `question`. */
  of?: string;
  /** What it answers: a contract's output, a schema, or `null` for 204 without a body. */
  answer: RpcContract | z.ZodType | null;
  /** Success status; otherwise 201 for POST, 204 for `answer: null`, else 200. */
  status?: number;
  /** Refusals of its own, written exactly as the service throws them; common ones are added by themselves. */
  errors?: readonly DomainError[];
  /** Of a POST: `required` where money moves, `none` where nothing may be stored (tokens), else `optional`. */
  idempotency?: 'required' | 'optional' | 'none';
  /** Largest body in bytes, 1 MB unless given. */
  bodyLimit?: number;
  /** JSON unless given. */
  consumes?: MediaType | readonly MediaType[];
  /** Of an answer that isn't JSON: `answer` is the schema of its text. */
  produces?: 'text/csv' | 'text/calendar' | 'text/html' | 'application/pdf';
  /** Only where what the schemas' own examples give isn't telling enough. */
  examples?: { request?: unknown; answer?: unknown };
}

/** What guards and documentation know about a route. */
export interface RouteFacts extends EndpointOptions {
  method: RequestMethod;
  status: number;
  idempotency: 'required' | 'optional' | 'none';
  ifMatch: boolean;
  /** Which parts of the request its schemas check. */
  reads: { path: boolean; query: boolean; body: boolean };
}

export const ENDPOINT = 'shoreline:endpoint';
