import { z } from 'zod';
import { systemActor } from '#libs/access';
import { command } from '#libs/contracts';
import { DomainError } from '#libs/errors';
import type { Call } from './call.js';
import { CallPipe } from './call.pipe.js';
import { Rpc } from './rpc.decorator.js';

const greet = command('hall.greet', {
  input: z.object({ times: z.number().default(1), to: z.object({ name: z.string() }) }).strict(),
  output: z.object({ text: z.string() }),
});

const refusalOf = (parse: () => unknown): DomainError => {
  try {
    parse();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('It was not refused.');
};

it('types the handler by the contract', () => {
  class Hall {
    @Rpc(greet)
    greet({ input, actor }: Call<typeof greet>) {
      return { text: `${actor.name} greets ${input.to.name} ${input.times.toFixed()} times` };
    }

    // @ts-expect-error the contract answers a text
    @Rpc(greet)
    silent(_call: Call<typeof greet>) {
      return { words: 0 };
    }
  }
  expect(Reflect.getMetadata('microservices:pattern', Hall.prototype.greet)).toEqual(['hall.greet']);
});

describe('the envelope', () => {
  const pipe = new CallPipe(greet);

  it('is parsed with the defaults of the schema', () => {
    const wire = { actor: systemActor, input: { to: { name: 'Ada' } }, idempotencyKey: 'k', extra: 1 };
    expect(pipe.transform(wire)).toEqual({
      actor: systemActor,
      input: { times: 1, to: { name: 'Ada' } },
      idempotencyKey: 'k',
      pattern: 'hall.greet',
    });
  });

  it.each([
    ['a missing actor', { input: {} }, 'actor'],
    ['an unknown role', { actor: { ...systemActor, role: 'king' }, input: {} }, 'actor.role'],
    ['an empty idempotency key', { actor: systemActor, input: {}, idempotencyKey: '' }, 'idempotencyKey'],
    ['a missing field', { actor: systemActor, input: { to: {} } }, 'to.name'],
    ['nothing at all', null, ''],
  ])('%s is refused with its path', (_, wire, field) => {
    const refusal = refusalOf(() => pipe.transform(wire));
    expect(refusal).toMatchObject({ code: 'request.invalid', kind: 'invalid', details: { errors: [{ field }] } });
  });
});
