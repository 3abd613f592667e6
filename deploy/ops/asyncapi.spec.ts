import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { eventCatalogue } from '#libs/contracts';
import { CloudEvent, shoreline } from '#libs/messaging';
import { asyncApiOf, exampleOf } from './asyncapi.js';
import { messagesPage } from './messages-page.js';

const document = asyncApiOf(shoreline, '1.0.0');
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);

describe('The AsyncAPI document', () => {
  test("is valid by AsyncAPI's own schema", () => {
    const validate = ajv.compile(specs.schemasWithoutId['3.0.0']);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  test('names nothing it does not have', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!);
    const missing = refs.filter((ref) => {
      const found = ref
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      return found === undefined;
    });
    expect(missing).toEqual([]);
  });

  test.each(eventCatalogue.map((contract) => [contract.type, contract] as const))(
    'shows an example of %s that its schema accepts',
    (type, contract) => {
      const example = exampleOf(contract);
      expect(() => CloudEvent.parse(example)).not.toThrow();
      expect(() => contract.data.parse(example.data)).not.toThrow();
      const schema = { ...document.components.messages[type]!.payload, components: document.components };
      expect(ajv.validate(schema, example) || ajv.errors).toBe(true);
    },
  );
});

describe('The page of messages', () => {
  const page = messagesPage(shoreline);

  test('says of each event who publishes it and who listens', () => {
    expect(page).toContain(
      '| [payments.payout-approved.v1](#paymentspayout-approvedv1) | payout | payments | notification, payroll |',
    );
    expect(page).toMatch(
      /\| \[placement\.placement-activated\.v1\]\([^)]+\) \| placement \| placement \| .*timesheet.* \|/,
    );
  });

  test('explains every shape it links to', () => {
    const linked = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map((match) => match[1]);
    const headings = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]!.toLowerCase().replaceAll('.', '')),
    );
    expect(linked.filter((name) => !headings.has(name!))).toEqual([]);
  });
});
