import { z } from 'zod';
import { exampleOf } from './example-of.js';
import { convertSchema } from './schema-converter.js';

const Colour = z.enum(['red', 'blue']).meta({ id: 'Colour' });
const Part = z.strictObject({ size: z.int().min(5), colour: Colour.nullable() }).meta({ id: 'Part' });
const Thing = z.strictObject({
  id: z.uuid(),
  relevantExperience: z.string(),
  taskTitle: z.string(),
  estimateMinutes: z.int(),
  at: z.iso.datetime({ offset: true }),
  parts: z.array(Part),
  kind: z.union([z.strictObject({ a: z.literal('x') }), z.strictObject({ b: z.string() })]),
  given: z.string().meta({ example: 'as given' }),
  count: z.int().default(3),
  open: z.boolean(),
});

describe('An example made from a schema', () => {
  const { schema, components } = convertSchema(Thing, { schemaType: 'input' })!;
  const example = exampleOf(schema, components);

  it('is one the schema takes', () => {
    expect(Thing.safeParse(example).error).toBeUndefined();
  });

  it('uses given examples, defaults, first choices, what a name usually holds, and its words', () => {
    expect(example).toMatchObject({
      relevantExperience: 'Relevant experience',
      taskTitle: 'Basket total',
      estimateMinutes: 480,
      parts: [{ size: 5, colour: 'red' }],
      kind: { a: 'x' },
      given: 'as given',
      count: 3,
    });
  });
});

describe('A schema in OpenAPI 3.0', () => {
  it('is a plain reference where it is optional, and says its type where it may be null', () => {
    const { schema } = convertSchema(z.object({ a: Part.optional(), b: Part.nullable(), c: Colour.nullable() }), {
      schemaType: 'output',
    })!;
    expect(schema).toMatchObject({
      properties: {
        a: { $ref: '#/definitions/Part' },
        b: { type: 'object', nullable: true, allOf: [{ $ref: '#/definitions/Part' }] },
        c: { type: 'string', nullable: true, allOf: [{ $ref: '#/definitions/Colour' }] },
      },
    });
    expect(schema).not.toHaveProperty('additionalProperties');
  });
});
