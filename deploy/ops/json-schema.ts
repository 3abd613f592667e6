import { z } from 'zod';

/** The part of JSON Schema (draft 7) that our contracts need. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  description?: string;
  examples?: unknown[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  definitions?: Record<string, JsonSchema>;
}

const shared = '#/components/schemas/';

/** A contract's schema, and the shared ones it refers to by name (`.meta({ id })`), for `components.schemas`. */
export function jsonSchemaOf(contract: z.ZodType): { schema: JsonSchema; components: Record<string, JsonSchema> } {
  const whole = z.toJSONSchema(contract, {
    target: 'draft-7',
    // What a reader must accept: fields that are added later are none of its business.
    io: 'input',
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  delete whole.$schema;
  const { definitions = {}, ...schema } = JSON.parse(
    JSON.stringify(whole).replaceAll('#/definitions/', shared),
  ) as JsonSchema;
  return { schema, components: definitions };
}

/** Draft 7 knows `examples`, a format says more than its pattern, and the limits of a double say nothing. */
function tidy(schema: Record<string, unknown>): void {
  if ('example' in schema) schema.examples = [schema.example];
  delete schema.example;
  if (schema.format) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

export const nameOfRef = (ref: string): string => ref.slice(shared.length);

const samples: Record<string, unknown> = {
  uuid: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
  date: '2026-03-02',
  'date-time': '2026-03-02T09:00:00.000Z',
  email: 'ann@example.com',
};

/** A value the schema accepts: its own example where it has one. `name` is the field's. */
export function sampleOf(schema: JsonSchema, components: Record<string, JsonSchema>, name = 'text'): unknown {
  if (schema.examples) return schema.examples[0];
  if (schema.$ref) return sampleOf(components[nameOfRef(schema.$ref)] ?? {}, components, name);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  // A shared schema with a description of its own stands in `allOf`.
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (choice) return sampleOf(choice, components, name);
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      return Object.fromEntries(fields.map(([key, field]) => [key, sampleOf(field, components, key)]));
    }
    case 'array':
      return [sampleOf(schema.items ?? {}, components, name)];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return samples[schema.format ?? ''] ?? inWords(name);
  }
}

/** `clientName` as `Client name`. */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
