import { Body, Controller, Get, Logger, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { answerQuestionnaire, getQuestionnaire } from '#libs/contracts';
import { DomainError, notFound } from '#libs/errors';
import { awayPage, textsOf } from '../html/framed.js';
import { privateHeaders, showPrivately, type Shown } from '../html/private-page.js';
import { refusalOf } from '../http/edge-refusals.js';
import { Endpoint, Services } from '../http/index.js';
import { answerOf, type Fields, fieldsSent, wrongFields } from './answer-form.rules.js';
import { closedPage, noSuchPage, questionnairePage } from './page.js';
import { QuestionnaireLinks } from './questionnaire-links.js';

type Questions = z.output<(typeof getQuestionnaire)['output']>;

const page = { roles: 'public', rules: ['QN-1'], answer: z.string(), produces: 'text/html' } as const;

/**
 * QN-1. What a personal link opens: a page for a person, without an account, a cookie or a script. The link is all the
 * right there is, so no other site can make somebody answer; and reading changes nothing, so what looks into mail before
 * people do answers nothing.
 */
@ApiExcludeController()
@Controller('q')
export class QuestionnairePageController {
  private readonly log = new Logger('Http');

  constructor(
    private readonly services: Services,
    private readonly links: QuestionnaireLinks,
  ) {}

  @Endpoint({ ...page, summary: 'Open a questionnaire' })
  @Get(':token')
  async open(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      showPrivately(reply, pageOf(await this.read(token, request)));
    } catch (error) {
      showPrivately(reply, this.refused(error, request));
    }
  }

  /** Comes back to the page as it is then, which says thanks; what is wrong with an answer is said in its place. */
  @Endpoint({
    ...page,
    summary: 'Answer a questionnaire',
    consumes: 'application/x-www-form-urlencoded',
    idempotency: 'none',
  })
  @Post(':token')
  async answer(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const questions = await this.read(token, request);
      const shown = questions.state === 'closed' ? pageOf(questions) : await this.send(questions, body, request);
      if (shown) showPrivately(reply, shown);
      else void reply.headers(privateHeaders).redirect(token, 303);
    } catch (error) {
      showPrivately(reply, this.refused(error, request, textsOf(body)));
    }
  }

  private async read(token: string, request: FastifyRequest): Promise<Questions> {
    const id = this.links.idOf(token);
    if (!id) throw notFound('access.no-such-questionnaire', 'There is no such questionnaire.');
    return this.services.ask(asNetwork(request), getQuestionnaire, { id });
  }

  /** Null when it was taken. */
  private async send(questions: Questions, body: unknown, request: FastifyRequest): Promise<Shown | null> {
    const fields = fieldsSent(questions, body);
    const read = answerOf(questions, fields);
    if ('wrong' in read) return { status: 422, html: questionnairePage(questions, { fields, wrong: read.wrong }) };
    try {
      await this.services.ask(asNetwork(request), answerQuestionnaire, { id: questions.id, ...read.answer });
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // It closed while it was being filled in.
      if (error.code === 'quality.questionnaire-closed') return pageOf({ ...questions, state: 'closed' });
      if (error.kind !== 'invalid') throw error;
      const errors = error.details.errors ?? [];
      const wrong = errors.length ? wrongFields(questions, fields, errors) : { '': error.detail };
      return { status: 422, html: questionnairePage(questions, { fields, wrong }) };
    }
  }

  private refused(error: unknown, request: FastifyRequest, sent: Fields | null = null): Shown {
    const { status, code } = refusalOf(error);
    if (status === 404) return { status, html: noSuchPage() };
    if (status < 503) this.log.error({ err: error, requestId: request.id }, code);
    return { status: 503, html: awayPage(sent && { what: 'Your answer', fields: sent }) };
  }
}

const pageOf = (questions: Questions): Shown =>
  questions.state === 'closed'
    ? { status: 410, html: closedPage(questions) }
    : { status: 200, html: questionnairePage(questions) };

const asNetwork = ({ id: requestId }: FastifyRequest) => ({ actor: { ...systemActor, requestId } });
