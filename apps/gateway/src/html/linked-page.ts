import type { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '../http/edge-refusals.js';
import { noSuchPage } from '../questionnaire-page/page.js';
import { awayPage } from './framed.js';
import { privateHeaders, showPrivately } from './private-page.js';

/** Answers with what a personal link opens; one that opens nothing doesn't say why. */
export async function answerLink(
  { request, reply, log }: { request: FastifyRequest; reply: FastifyReply; log: Logger },
  show: () => Promise<void>,
): Promise<void> {
  try {
    await show();
  } catch (error) {
    const { status, code } = refusalOf(error);
    if (status === 404) return showPrivately(reply, { status, html: noSuchPage() });
    if (status < 503) log.error({ err: error, requestId: request.id }, code);
    showPrivately(reply, { status: 503, html: awayPage(null) });
  }
}

/** Its PDF, to be kept by whoever has the link and by nobody on the way. */
export function sendPdf(reply: FastifyReply, name: string, pdf: Buffer): void {
  const headers = { ...privateHeaders, 'content-disposition': `attachment; filename="${name}"` };
  void reply.headers(headers).type('application/pdf').send(pdf);
}
