import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';
import { lastValueFrom, type Observable, of, throwError } from 'rxjs';
import { conflict, unavailable } from '#libs/errors';
import { Metrics } from './metrics.js';
import { RpcObserver } from './rpc-observer.js';

const lines: { level: string; fields: object }[] = [];
const line = (level: string) => (fields: object) => void lines.push({ level, fields });
const logger = { logger: { debug: line('debug'), warn: line('warn') }, runInContext: (run: () => unknown) => run() };
const actor = { id: 'a-1', role: 'expert', requestId: 'r-1' };
const context = {
  switchToRpc: () => ({ getData: () => ({ actor }), getContext: () => ({ getPattern: () => 'payments.pay' }) }),
} as unknown as ExecutionContext;

async function observe(answer: Observable<unknown>) {
  lines.length = 0;
  const metrics = new Metrics();
  const observer = new RpcObserver(logger as unknown as PinoLogger, metrics);
  await lastValueFrom(observer.intercept(context, { handle: () => answer } as CallHandler)).catch(() => undefined);
  const [counted] = /shoreline_rpc_duration_seconds_count.*/.exec(await metrics.read())!;
  return { ...lines[0], said: lines.length, counted };
}

it.each([
  ['an answer', of(1), 'debug', { outcome: 'ok', code: undefined }],
  [
    'a refusal',
    throwError(() => conflict('payments.busy', 'Busy.')),
    'debug',
    { outcome: 'conflict', code: 'payments.busy' },
  ],
  [
    'a part that is away',
    throwError(() => unavailable('x.away', 'Away.')),
    'warn',
    { outcome: 'unavailable', code: 'x.away' },
  ],
  ['a fault', throwError(() => new Error('oops')), 'warn', { outcome: 'internal', code: undefined }],
])('%s is counted and logged once', async (_, answer, level, fields) => {
  const seen = await observe(answer);
  expect(seen).toMatchObject({
    said: 1,
    level,
    fields: { pattern: 'payments.pay', actor: 'a-1', role: 'expert', ...fields },
  });
  expect(seen.counted).toBe(
    `shoreline_rpc_duration_seconds_count{pattern="payments.pay",outcome="${fields.outcome}"} 1`,
  );
});
