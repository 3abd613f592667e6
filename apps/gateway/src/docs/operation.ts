import type { Schema } from './example-of.js';

export interface Content {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, unknown>;
}

export interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, Content>;
}

export interface Parameter {
  name: string;
  description?: string;
  schema?: Schema;
}

/** The part of an OpenAPI operation that is completed here. */
export interface Operation {
  tags?: string[];
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, Response>;
  security?: unknown[];
  'x-roles'?: string[];
  'x-examples'?: { request?: unknown; answer?: unknown };
}
