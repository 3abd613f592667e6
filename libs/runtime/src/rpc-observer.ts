import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { RmqContext } from '@nestjs/microservices';
import { PinoLogger } from 'nestjs-pino';
import { type Observable, tap } from 'rxjs';
import type { Actor } from '#libs/access';
import { DomainError, type ErrorKind } from '#libs/errors';
import { rounded } from './http-observer.js';
import { Metrics } from './metrics.js';

const ourFault: readonly string[] = ['internal', 'unavailable', 'timeout'];

/** Measures and logs every request a service answers; whatever the handler logs carries the request's id. */
@Injectable()
export class RpcObserver implements NestInterceptor {
  constructor(
    private readonly logger: PinoLogger,
    private readonly metrics: Metrics,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const began = performance.now();
    const rpc = context.switchToRpc();
    const pattern = rpc.getContext<RmqContext>().getPattern();
    const actor = rpc.getData<{ actor?: Partial<Actor> } | null>()?.actor;
    const observed = (): Observable<unknown> => {
      // A child that carries the request's id; the request may end outside this context.
      const { logger } = this.logger;
      const ended = (error?: unknown): void => {
        const ms = performance.now() - began;
        const outcome = error === undefined ? 'ok' : kindOf(error);
        this.metrics.rpc.observe({ pattern, outcome }, ms / 1_000);
        const code = error instanceof DomainError ? error.code : undefined;
        const level = ourFault.includes(outcome) ? 'warn' : 'debug';
        logger[level]({ pattern, outcome, code, ms: rounded(ms), actor: actor?.id, role: actor?.role });
      };
      return next.handle().pipe(tap({ complete: ended, error: ended }));
    };
    return this.logger.runInContext(observed, { bindings: { requestId: actor?.requestId } });
  }
}

const kindOf = (error: unknown): ErrorKind => (error instanceof DomainError ? error.kind : 'internal');
