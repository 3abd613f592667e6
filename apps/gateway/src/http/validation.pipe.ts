import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, type ErrorKind } from '#libs/errors';

const refusals: Partial<Record<ArgumentMetadata['type'], [code: string, kind: ErrorKind, detail: string]>> = {
  body: ['request.invalid', 'invalid', 'The request is not valid.'],
  query: ['request.malformed-query', 'malformed', 'The query is not valid.'],
  param: ['request.malformed-id', 'malformed', 'An id of the path is not valid.'],
};
const mostErrors = 100;

/** Parses what a parameter declares a schema for; refuses with the path of each field that is wrong. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    const refusal = refusals[type];
    if (!schema || !refusal) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const errors = result.issues.slice(0, mostErrors).map(({ path = [], message }) => ({
      field: [...(data ? [data] : []), ...path.map((part) => (typeof part === 'object' ? part.key : part))].join('.'),
      message,
    }));
    const [code, kind, detail] = refusal;
    throw new DomainError(code, kind, detail, { errors });
  }
}
