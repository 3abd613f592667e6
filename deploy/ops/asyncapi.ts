import { type EventContract, PayrollAnswer, serviceOf } from '#libs/contracts';
import { CloudEvent, isForPayroll, names, type TopologyInput, typesHeardBy } from '#libs/messaging';
import { type JsonSchema, jsonSchemaOf, sampleOf } from './json-schema.js';

const cloudEventsJson = 'application/cloudevents+json';

type Components = Record<string, JsonSchema>;

interface Message {
  name: string;
  title: string;
  summary: string;
  contentType: string;
  payload: JsonSchema;
  examples?: { payload: unknown }[];
}

/** A whole event, as it travels. */
export function exampleOf({ type, data, aggregate }: EventContract): Record<string, unknown> {
  const envelope = jsonSchemaOf(CloudEvent);
  const { schema, components } = jsonSchemaOf(data);
  const sample = sampleOf(schema, components) as Record<string, unknown>;
  return {
    ...(sampleOf(envelope.schema, envelope.components) as object),
    source: `/shoreline/${serviceOf(type)}`,
    type,
    subject: sample[`${aggregate}Id`] ?? '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
    actorrole: 'system',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    data: sample,
  };
}

/** AsyncAPI 3.0: every event with its exchange, schema and example, who sends it, who receives it, and payroll's part. */
export function asyncApiOf(input: TopologyInput, version: string) {
  const { catalogue, subscriptions } = input;
  const types = catalogue.map(({ type }) => type);
  const payouts = catalogue.filter(isForPayroll).map(({ type }) => type);
  const components: Components = {};
  const schemaOf = (contract: Parameters<typeof jsonSchemaOf>[0]): JsonSchema => {
    const found = jsonSchemaOf(contract);
    Object.assign(components, found.components);
    return found.schema;
  };
  const message = (contract: EventContract): Message => ({
    name: contract.type,
    title: contract.type,
    summary: contract.description,
    contentType: cloudEventsJson,
    payload: {
      allOf: [
        { $ref: '#/components/schemas/CloudEvent' },
        { type: 'object', properties: { type: { const: contract.type }, data: schemaOf(contract.data) } },
      ],
    },
    examples: [{ payload: exampleOf(contract) }],
  });
  const answer: Message = {
    name: 'payroll-answer',
    title: 'payroll-answer',
    summary: "Payroll's answer about one payout (PM-8); a second copy changes nothing.",
    contentType: 'application/json',
    payload: schemaOf(PayrollAnswer),
  };
  const messages = Object.fromEntries([...catalogue.map(message), answer].map((each) => [each.name, each] as const));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Shoreline events',
      version,
      description: 'Facts the services publish, once each and in the order of their aggregate. See docs/messages.md.',
    },
    defaultContentType: cloudEventsJson,
    channels: {
      ...Object.fromEntries(types.map((type) => [type, channel(type, [type], byRoutingKey)])),
      [names.payouts]: channel(names.payouts, payouts, asQueue(names.payouts)),
      [names.answers]: channel(names.answers, [answer.name], byAnswer),
    },
    operations: {
      ...Object.fromEntries(
        types.map((type) => [`${serviceOf(type)}-sends-${type}`, operation('send', type, serviceOf(type))]),
      ),
      ...Object.fromEntries(
        Object.keys(subscriptions).flatMap((service) =>
          typesHeardBy(service, input).map((type) => [
            `${service}-receives-${type}`,
            operation('receive', type, service),
          ]),
        ),
      ),
      'payroll-receives-payouts': operation('receive', names.payouts, 'payroll'),
      'payroll-sends-answers': operation('send', names.answers, 'payroll'),
    },
    components: { messages, schemas: { CloudEvent: schemaOf(CloudEvent), ...components } },
  };
}

const amqp = (binding: object) => ({ amqp: { ...binding, bindingVersion: '0.3.0' } });
const byRoutingKey = amqp({ is: 'routingKey', exchange: { name: names.events, type: 'topic', durable: true } });
const byAnswer = amqp({ is: 'routingKey', exchange: { name: names.answers, type: 'fanout', durable: true } });
const asQueue = (name: string) => amqp({ is: 'queue', queue: { name, durable: true, exclusive: false } });

const channel = (address: string, messages: readonly string[], bindings: object) => ({
  address,
  messages: Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
  bindings,
});

const operation = (action: 'send' | 'receive', address: string, who: string) => ({
  action,
  channel: { $ref: `#/channels/${address}` },
  tags: [{ name: who }],
});
