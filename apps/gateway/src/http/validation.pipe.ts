import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, type ErrorKind, type FieldError } from '#libs/errors';

const refusals: Partial<Record<ArgumentMetadata['type'], [code: string, kind: ErrorKind, detail: string]>> = {
  body: ['request.invalid', 'invalid', 'The request is not valid.'],
  query: ['request.malformed-query', 'malformed', 'The query is not valid.'],
  param: ['request.malformed-id', 'malformed', 'An id of the path is not valid.'],
};
const mostErrors = 100;

/** What a schema says is wrong: Standard Schema's, and the unknown members zod names beside it. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly keys?: readonly string[];
}

/** Parses what a parameter declares a schema for; refuses with the path of each field that is wrong. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    const refusal = refusals[type];
    if (!schema || !refusal) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const errors = result.issues.flatMap((issue) => fieldErrors(issue, data)).slice(0, mostErrors);
    const [code, kind, detail] = refusal;
    throw new DomainError(code, kind, detail, { errors });
  }
}

/** An unknown member is named by its own path, not by that of the object it stands in. */
function fieldErrors({ message, path = [], keys }: Issue, parameter?: string): FieldError[] {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part));
  const at = (member: string[]): string => [...(parameter ? [parameter] : []), ...parts, ...member].join('.');
  return keys ? keys.map((key) => ({ field: at([key]), message: 'is not known here' })) : [{ field: at([]), message }];
}
