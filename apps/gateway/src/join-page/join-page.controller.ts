import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Logger, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notYours, systemActor } from '#libs/access';
import { openCode, referralCode, registerByCode } from '#libs/contracts';
import { DomainError, httpStatus, unavailable } from '#libs/errors';
import { awayPage, textsOf } from '../html/framed.js';
import { privateHeaders, showPrivately, type Shown } from '../html/private-page.js';
import { refusalOf } from '../http/edge-refusals.js';
import { Endpoint, Services } from '../http/index.js';
import { LimitCodes } from '../rate-limit/limit-codes.decorator.js';
import { type Fields, fieldsSent, formSent, isTrapped, leadOf, wrongFields } from './join-form.rules.js';
import { joinPage, noSuchCodePage, thanksPage } from './page.js';
import { refusalWords } from './refusal-words.js';

const page = { roles: 'public', rules: ['RC-1'], answer: z.string(), produces: 'text/html' } as const;

/** RC-1. What a referral code opens: a page for a person, without an account, a cookie or a script. */
@ApiExcludeController()
@Controller('join')
export class JoinPageController {
  private readonly log = new Logger('Http');

  constructor(private readonly services: Services) {}

  @Endpoint({ ...page, summary: 'Open the page of a referral code' })
  @LimitCodes()
  @Get(':code')
  async open(
    @Param('code') typed: string,
    @Query('sent') sent: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { referrerName } = await this.read(typed, request);
      showPrivately(reply, {
        status: 200,
        html: sent === undefined ? joinPage(referrerName) : thanksPage(referrerName),
      });
    } catch (error) {
      showPrivately(reply, this.refused(error, request));
    }
  }

  /** Goes on to the thanks, which can be loaded again without sending anything again. */
  @Endpoint({
    ...page,
    summary: 'Introduce a company by the page of a referral code',
    consumes: 'application/x-www-form-urlencoded',
    idempotency: 'none',
  })
  @LimitCodes()
  @Post(':code')
  async send(
    @Param('code') typed: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { code, referrerName } = await this.read(typed, request);
      const shown = isTrapped(body) ? null : await this.register(code, referrerName, body, request);
      if (shown) showPrivately(reply, shown);
      else void reply.headers(privateHeaders).redirect(`${code}?sent`, 303);
    } catch (error) {
      showPrivately(reply, this.refused(error, request, textsOf(body)));
    }
  }

  private async read(typed: string, request: FastifyRequest): Promise<{ code: string; referrerName: string }> {
    const { data: code } = referralCode.safeParse(typed);
    if (!code) throw notYours('referral-code');
    return { code, ...(await this.services.ask(asNetwork(request), openCode, { code })) };
  }

  /** Null when it was taken. Sent twice from one page it is taken once; a page opened anew may say the same again. */
  private async register(
    code: string,
    referrerName: string,
    body: unknown,
    request: FastifyRequest,
  ): Promise<Shown | null> {
    const fields = fieldsSent(body);
    const read = leadOf(fields);
    if ('wrong' in read) return { status: 422, html: joinPage(referrerName, { fields, wrong: read.wrong }) };
    const idempotencyKey = createHash('sha256')
      .update(JSON.stringify([code, formSent(body), read.lead]))
      .digest('hex');
    try {
      await this.once(() =>
        this.services.ask({ ...asNetwork(request), idempotencyKey }, registerByCode, { code, lead: read.lead }),
      );
      return null;
    } catch (error) {
      if (!(error instanceof DomainError) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error;
      const errors = error.details.errors ?? [];
      const said = errors.length ? { wrong: wrongFields(fields, errors) } : { wrong: {}, refusal: refusalWords(error) };
      return { status: httpStatus[error.kind], html: joinPage(referrerName, { fields, ...said }) };
    }
  }

  /** The second of two clicks waits for the first, and ends as that one does. */
  private async once(send: () => Promise<unknown>, tries = 20): Promise<void> {
    try {
      await send();
    } catch (error) {
      const isRunning = error instanceof DomainError && error.code === 'idempotency.in-progress';
      if (!isRunning) throw error;
      if (tries === 1) throw unavailable('gateway.busy', 'The same form is being worked on.');
      await sleep(200);
      await this.once(send, tries - 1);
    }
  }

  private refused(error: unknown, request: FastifyRequest, sent: Fields | null = null): Shown {
    const { status, code } = refusalOf(error);
    if (status === 404) return { status, html: noSuchCodePage() };
    if (status < 503) this.log.error({ err: error, requestId: request.id }, code);
    return { status: 503, html: awayPage(sent && { what: 'What you wrote', fields: sent }) };
  }
}

const asNetwork = ({ id: requestId }: FastifyRequest) => ({ actor: { ...systemActor, requestId } });
