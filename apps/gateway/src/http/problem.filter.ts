import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseError } from '#libs/persistence';
import { methodNotAllowed, refusalOf } from './edge-refusals.js';
import type { Refusal } from './problem.js';
import { Routes } from './routes.js';
import { pathOf, sendProblem } from './send-problem.js';

/** Every refusal leaves as problem+json. What nobody foresaw is logged in full and answered without a word of it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  constructor(private readonly routes: Routes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const refusal = this.refusal(databaseError(error), request, reply);
    if (refusal.status >= 500) this.log.error({ err: error, requestId: request.id }, refusal.code);
    if (!reply.sent) sendProblem(request, reply, refusal);
  }

  private refusal(error: unknown, request: FastifyRequest, reply: FastifyReply): Refusal {
    const refusal = refusalOf(error);
    if (refusal.code !== 'request.no-such-route') return refusal;
    const methods = this.routes.methodsOf(pathOf(request));
    if (!methods.length) return refusal;
    reply.header('allow', methods.join(', '));
    return methodNotAllowed;
  }
}
