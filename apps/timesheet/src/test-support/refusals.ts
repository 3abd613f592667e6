import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { RpcContract } from '#libs/contracts';
import { DomainError, type ErrorPayload } from '#libs/errors';
import { refusalOf, type TestService } from '#libs/testing';

const said = ({ code, errors = [] }: ErrorPayload): string => [code, ...errors.map(({ field }) => field)].join(' ');

/** `code field` of what was refused, `code` alone where no field is at fault; fails when nothing was. */
export function refusalIn(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return said(error.toPayload());
    throw error;
  }
  throw new Error('It was not refused.');
}

/** The same for what was asked of the service. */
export const refused = async (asked: Promise<unknown>): Promise<string> => said(await refusalOf(asked));

/** The same for what is asked of it. */
export const refusedAs = <C extends RpcContract>(
  test: TestService,
  contract: C,
  actor: Actor,
  input: z.input<C['input']>,
): Promise<string> => refused(test.ask(contract, actor, input));
