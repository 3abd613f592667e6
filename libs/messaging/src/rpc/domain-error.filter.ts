import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { DomainError, type ErrorPayload } from '#libs/errors';
import type { Envelope } from './wire.js';

/** Refusals reach the caller intact; anything else is logged with its stack and answered as `service.internal`. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Rpc');

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    if (error instanceof DomainError) return throwError(() => error.toPayload());
    const requestId = host.switchToRpc().getData<Partial<Envelope> | null>()?.actor?.requestId;
    this.logger.error({ err: error, requestId }, 'A handler failed.');
    return throwError(() => internal(requestId));
  }
}

const internal = (requestId?: string): ErrorPayload => ({
  code: 'service.internal',
  kind: 'internal',
  detail: 'Something went wrong on our side; it has been logged.',
  ...(requestId && { facts: { requestId } }),
});
