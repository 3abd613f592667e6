import { exampleOf, type Schema } from './example-of.js';
import type { Content, Operation, Parameter, Response } from './operation.js';
import { headerRef, type sharedHeaders } from './shared-components.js';

/** Gives bodies and answers the examples their route brings, or else those of their schemas, and answers their headers. */
export function completeOperation(operation: Operation, components: Record<string, Schema>): void {
  const { 'x-examples': given = {}, parameters = [], requestBody, responses } = operation;
  delete operation['x-examples'];
  operation.security ??= []; // public, and said so
  for (const parameter of parameters) nameExample(parameter);
  for (const content of Object.values(requestBody?.content ?? {})) addExample(content, given.request, components);
  for (const [mediaType, member] of Object.entries(bareBodies)) {
    const content = requestBody?.content[mediaType];
    if (content) Object.assign(content, bare((given.request as Record<string, string>)[member]!));
  }
  for (const [status, { content = {} }] of Object.entries(responses))
    if (status.startsWith('2')) for (const each of Object.values(content)) addExample(each, given.answer, components);
  for (const [status, response] of Object.entries(responses))
    response.headers = headersOf(status, response, components);
}

/**
 * The pages fill a form with a parameter's example: one key for all commands, a filter nobody asked for. In words it
 * only shows what such a value looks like.
 */
function nameExample(parameter: Parameter): void {
  const { example, description, ...schema } = parameter.schema ?? {};
  if (example === undefined) return;
  const words = parameter.description ?? description;
  const looks = typeof example === 'string' ? example : JSON.stringify(example);
  parameter.schema = schema;
  parameter.description = `${words ? `${words}; f` : 'F'}or example \`${looks}\``;
}

function addExample(content: Content, given: unknown, components: Record<string, Schema>): void {
  if (!content.schema || content.examples) return;
  content.example = given ?? exampleOf(content.schema, components);
}

/** An e-mail or a statement is a body by itself, where JSON has it as a member. */
const bareBodies = { 'message/rfc822': 'raw', 'application/xml': 'xml', 'text/xml': 'xml' } as const;
const bare = (example: string): Content => ({ schema: { type: 'string' }, example });

function headersOf(status: string, { content = {} }: Response, components: Record<string, Schema>) {
  const schema = content['application/json']?.schema;
  const shape = schema?.$ref ? components[schema.$ref.split('/').pop() ?? ''] : schema;
  const done = status.startsWith('2');
  const names: (keyof typeof sharedHeaders)[] = ['X-Request-Id'];
  if (done) names.push('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset');
  if (done && shape?.properties?.['version']) names.push('ETag');
  if (status === '429' || status === '503') names.push('Retry-After');
  return Object.fromEntries(names.map((name) => [name, headerRef(name)]));
}
