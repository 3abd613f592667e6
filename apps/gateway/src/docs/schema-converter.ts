import { z } from 'zod';

interface JsonSchema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string;
  nullable?: boolean;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
}

type Definitions = Record<string, JsonSchema>;

/**
 * zod to OpenAPI 3.0 as this document wants it: a schema with an id is a component, an answer may grow members later,
 * and the bounds every integer of JavaScript has anyway go without saying.
 */
export function convertSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.core.$ZodType)) return undefined;
  const { definitions = {}, ...converted } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: schemaType,
    override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema),
  }) as JsonSchema & { definitions?: Definitions };
  return { schema: plain(converted, definitions), components: plain(definitions, definitions) };
}

function tidy(zodSchema: z.core.$ZodTypes, jsonSchema: Record<string, unknown>): void {
  const { def } = zodSchema._zod;
  if (def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

/**
 * `{ allOf: [x] }` is x: zod wraps every optional reference so. A nullable one stays wrapped and says its type, without
 * which OpenAPI 3.0 gives `nullable` no meaning.
 */
const plain = <T>(schemas: T, definitions: Definitions): T =>
  JSON.parse(JSON.stringify(schemas), (_key, value: JsonSchema | null): unknown => {
    const variant = value?.allOf?.[0] ?? value?.anyOf?.[0];
    if (!variant) return value;
    if (value?.nullable && !value.type) return { type: typeOf(variant, definitions), ...value };
    return value?.allOf?.length === 1 && Object.keys(value).length === 1 ? variant : value;
  }) as T;

const typeOf = ({ type, $ref }: JsonSchema, definitions: Definitions): string | undefined =>
  type ?? definitions[$ref?.split('/').pop() ?? '']?.type;
