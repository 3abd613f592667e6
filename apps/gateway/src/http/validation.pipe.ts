import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
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

type Schema = NonNullable<ArgumentMetadata['schema']>;

/** Parses what a parameter declares a schema for; refuses with the path of each field that is wrong. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  private readonly strictQueries = new WeakMap<Schema, Schema>();

  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    const refusal = refusals[type];
    if (!schema || !refusal) return value;
    const declared = type === 'query' ? this.strict(schema) : schema;
    const result = await declared['~standard'].validate(value);
    if (!result.issues) return result.value;
    const errors = result.issues.flatMap((issue) => fieldErrors(issue, data)).slice(0, mostErrors);
    const [code, kind, detail] = refusal;
    throw new DomainError(code, kind, detail, { errors });
  }

  /** A query names only what its schema knows: with a misspelt filter, a list would answer with everything. */
  private strict(schema: Schema): Schema {
    if (!(schema instanceof z.ZodObject)) return schema;
    const strict = this.strictQueries.get(schema) ?? schema.strict();
    this.strictQueries.set(schema, strict);
    return strict;
  }
}

/** An unknown member is named by its own path, not by that of the object it stands in. */
function fieldErrors({ message, path = [], keys }: Issue, parameter?: string): FieldError[] {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part));
  const at = (member: string[]): string => [...(parameter ? [parameter] : []), ...parts, ...member].join('.');
  return keys ? keys.map((key) => ({ field: at([key]), message: 'is not known here' })) : [{ field: at([]), message }];
}
