import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { getKeptMail, Id, KeptMailFilter, listKeptMail } from '#libs/contracts';
import { DomainError, notFound } from '#libs/errors';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Services } from '../http/index.js';
import { refusalOf } from '../http/edge-refusals.js';
import { sendProblem } from '../http/send-problem.js';
import { listPage, mailPage } from './pages.js';

const asNetwork = { actor: systemActor };
type Read<T> = (request: FastifyRequest) => Promise<T>;

/**
 * NT-1. Mail that development keeps: /dev/mail in a browser, or as JSON by `Accept: application/json`. Whoever reaches a
 * development network may look. Production has no such route, and a network with a mail server answers 404.
 */
@Injectable()
export class DevMail implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly services: Services,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    if (this.config.NODE_ENV === 'production') return;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.get(
      '/dev/mail',
      this.answer(this.list, (mails, { query }) => listPage(mails, query as object)),
    );
    fastify.get('/dev/mail/:id', this.answer(this.one, mailPage));
  }

  private readonly list: Read<z.output<(typeof listKeptMail)['output']>> = ({ query }) => {
    const filter = KeptMailFilter.safeParse(query);
    if (!filter.success) throw new DomainError('request.malformed-query', 'malformed', z.prettifyError(filter.error));
    return this.services.ask(asNetwork, listKeptMail, filter.data);
  };

  private readonly one: Read<z.output<(typeof getKeptMail)['output']>> = ({ params }) => {
    const id = Id.safeParse((params as { id: string }).id);
    if (!id.success) throw notFound('access.no-such-mail', 'There is no such mail.');
    return this.services.ask(asNetwork, getKeptMail, { id: id.data });
  };

  private answer<T>(read: Read<T>, page: (found: T, request: FastifyRequest) => string) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      try {
        const found = await read(request);
        void reply.headers({ 'cache-control': 'no-store', vary: 'accept' });
        if (wantsJson(request)) return await reply.send(found);
        return await reply.type('text/html; charset=utf-8').send(page(found, request));
      } catch (error) {
        sendProblem(request, reply, refusalOf(error));
        return reply;
      }
    };
  }
}

const wantsJson = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  /\bapplication\/(\w+\+)?json\b/.test(accept) && !accept.includes('text/html');
