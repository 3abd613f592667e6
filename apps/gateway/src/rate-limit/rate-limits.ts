import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { FixedWindows } from './fixed-windows.js';
import { limitsCodes } from './limit-codes.decorator.js';
import { limitsLogin } from './limit-login.decorator.js';

const minuteMs = 60_000;

/**
 * GW-4. One limit for every route, by address; two more for logging in, by address and e-mail and (ten times that) by
 * address alone; one for referral codes, by address. The headers tell of the last that applies. Each replica counts for itself.
 */
export const rateLimits = ({
  RATE_LIMIT_PER_MINUTE,
  LOGIN_LIMIT_PER_MINUTE,
}: GatewayConfig): ThrottlerModuleOptions => ({
  storage: new FixedWindows(),
  generateKey: (_context, tracker, name) => `${name} ${tracker}`,
  throttlers: [
    { name: 'default', ttl: minuteMs, limit: RATE_LIMIT_PER_MINUTE },
    { name: 'logins', ttl: minuteMs, limit: LOGIN_LIMIT_PER_MINUTE * 10, skipIf: isNoLogin },
    // Enough for a room of people who open one page, too few to find one of 31^8 codes.
    { name: 'codes', ttl: minuteMs, limit: LOGIN_LIMIT_PER_MINUTE * 10, skipIf: isNoCode },
    {
      name: 'login',
      ttl: minuteMs,
      limit: LOGIN_LIMIT_PER_MINUTE,
      skipIf: isNoLogin,
      getTracker: (request) => `${String(request['ip'])} ${emailOf(request as FastifyRequest)}`,
    },
  ],
});

const isNoLogin = (context: ExecutionContext): boolean => !limitsLogin(context.getHandler());

const isNoCode = (context: ExecutionContext): boolean => !limitsCodes(context.getHandler());

/** Guards run before the body is parsed by its schema. */
function emailOf({ body }: FastifyRequest): string {
  const { email, username } = (body ?? {}) as Record<string, unknown>;
  return String(email ?? username)
    .trim()
    .toLowerCase();
}
