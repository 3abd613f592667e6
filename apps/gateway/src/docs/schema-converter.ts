import { z } from 'zod';

interface JsonSchema {
  [keyword: string]: unknown;
}

/**
 * zod to OpenAPI 3.0 as this document wants it: a schema with an id is a component, an answer may grow members later,
 * and the bounds every integer of JavaScript has anyway go without saying.
 */
export function convertSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.core.$ZodType)) return undefined;
  const { definitions, ...converted } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: schemaType,
    override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema),
  }) as JsonSchema & { definitions?: Record<string, JsonSchema> };
  return { schema: plain(converted), components: plain(definitions ?? {}) };
}

function tidy(zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema): void {
  const { def } = zodSchema._zod;
  if (def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

/** `{ allOf: [x] }` is x: zod wraps every optional reference so. */
const plain = <T>(schemas: T): T =>
  JSON.parse(JSON.stringify(schemas), (_key, value: JsonSchema | null): unknown => {
    const allOf = value?.allOf;
    return Array.isArray(allOf) && allOf.length === 1 && Object.keys(value ?? {}).length === 1 ? allOf[0] : value;
  }) as T;
