import { conflict, type DomainError } from '#libs/errors';

/** A placement that is paused or over promises nothing new. */
export const notRunning = (state: string): DomainError =>
  conflict('communication.not-running', `The placement is ${state}: nothing new begins.`, {
    rule: 'CS-1',
    facts: { state },
  });
