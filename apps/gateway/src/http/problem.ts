import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { httpStatus, type ErrorDetails, type DomainError } from '#libs/errors';

/** RFC 9457. Facts of the refusal (`floor`, `available`, …) stand beside these members. */
export const Problem = z
  .looseObject({
    type: z.string().meta({ description: 'URI of this kind of problem', example: 'urn:shoreline:request.invalid' }),
    title: z.string().meta({ example: 'Unprocessable Entity' }),
    status: z.int().meta({ example: 422 }),
    detail: z.string().meta({ description: 'What is wrong, for a person', example: 'The request is not valid.' }),
    code: z.string().meta({ description: 'Stable code, for a program', example: 'request.invalid' }),
    rule: z.string().optional().meta({ description: 'The business rule that refuses', example: 'PL-5' }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({
        description: 'Each field that is wrong, by its path',
        example: [{ field: 'title', message: 'must not be empty' }],
      }),
    instance: z.string().meta({ description: 'The path asked for', example: '/v1/openings' }),
    requestId: z
      .string()
      .meta({ description: 'The X-Request-Id of this answer', example: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10' }),
  })
  .meta({ id: 'Problem', description: 'A refusal, RFC 9457' });
export type Problem = z.infer<typeof Problem>;

/** A refusal on its way out: a DomainError with its status, or one of the edge's own. */
export interface Refusal {
  status: number;
  code: string;
  detail: string;
  details?: ErrorDetails;
}

export const refusalOfDomain = ({ kind, code, detail, details }: DomainError): Refusal => ({
  status: httpStatus[kind],
  code,
  detail,
  details,
});

/** The document itself; facts can't replace a member of the standard. */
export function problemOf(
  { status, code, detail, details = {} }: Refusal,
  request: { path: string; id: string },
): Problem {
  const { facts, rule, errors } = details;
  return {
    ...facts,
    type: `urn:shoreline:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(rule && { rule }),
    ...(errors?.length && { errors }),
    instance: request.path,
    requestId: request.id,
  };
}
