import { DomainError, type ErrorPayload } from '#libs/errors';

/** What a rule refuses with; undefined when it lets pass. */
export function refused(rule: () => unknown): ErrorPayload | undefined {
  try {
    rule();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.toPayload();
    throw error;
  }
}
