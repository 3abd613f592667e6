import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export interface Shown {
  status: number;
  html: string;
}

/** A page that a personal link opens is nobody else's business: not kept, not found, not framed, not told to where somebody goes next. */
export const privateHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** Shows it; nothing but its own style is let in, and no script. */
export function showPrivately(reply: FastifyReply, { status, html }: Shown): void {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  void reply
    .status(status)
    .headers({ ...privateHeaders, 'content-security-policy': policy.join('; ') })
    .headers(status === 503 ? { 'retry-after': '60' } : {})
    .type('text/html; charset=utf-8')
    .send(html);
}
