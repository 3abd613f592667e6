import { byFormat, byName } from './example-words.js';

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  title?: string;
  description?: string;
  nullable?: boolean;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

/**
 * A believable value of a schema: its own example where it has one, else its default, its first choice, what its name
 * usually holds, or something of its type. `components` are the schemas `$ref` points to; `name` is the member it is for.
 */
export function exampleOf(schema: Schema, components: Record<string, Schema>, name = 'value'): unknown {
  const of = (part: Schema, partName = name): unknown => exampleOf(part, components, partName);
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return of(components[schema.$ref.split('/').pop() ?? ''] ?? {});
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const variant = schema.allOf?.[0] ?? schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (variant) return of(variant);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, of(part, key)]));
    case 'array':
      return schema.items ? [of(schema.items)] : [];
    case 'integer':
    case 'number':
      return byName[name] ?? Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return false;
    default:
      return byFormat[schema.format ?? ''] ?? byName[name] ?? words(name);
  }
}

/** `relevantExperience` → `Relevant experience`. */
const words = (name: string): string => {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};
