import { DomainError } from '#libs/errors';

/** `code field` of what was refused, `code` alone where no field is at fault; fails when nothing was. */
export function refusalIn(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return said(error);
  }
  throw new Error('It was not refused.');
}

/** The same for what is asked of the service. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    return said(error);
  }
  throw new Error('It was not refused.');
}

function said(error: unknown): string {
  if (!(error instanceof DomainError)) throw error;
  return [error.code, ...(error.details.errors ?? []).map(({ field }) => field)].join(' ');
}
