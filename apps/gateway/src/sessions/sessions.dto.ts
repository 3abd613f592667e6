import { z } from 'zod';
import { Instant, text } from '#libs/contracts';
import { Account } from '../accounts/accounts.dto.js';

const password = z.string().max(200).meta({ format: 'password', example: 'correct horse battery staple' });
const refreshToken = z.string().max(100).meta({ example: 'q3bC8J0pO8yWZbq2m9m5n0z5c3J6v8t1x4k7r2w9y0E' });

export const Login = z
  .strictObject({ email: text(254).toLowerCase().meta({ example: 'ann@example.com' }), password })
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

export const Refresh = z.strictObject({ refreshToken }).meta({ id: 'Refresh' });
export type Refresh = z.output<typeof Refresh>;

const accessToken = z
  .string()
  .meta({ description: 'Send it as Authorization: Bearer', example: 'eyJhbGciOiJFZERTQSJ9.…' });

export const Session = z
  .object({
    accessToken,
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds the access token holds', example: 600 }),
    refreshToken: refreshToken.meta({ description: 'Works once, for the next pair of tokens' }),
    sessionExpiresAt: Instant.meta({ description: 'Then one has to log in again, whatever was refreshed' }),
    account: Account,
  })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

/** RFC 6749 names: for OAuth 2 clients such as the documentation's own log-in. Members it doesn't know are ignored. */
export const TokenRequest = z
  .discriminatedUnion('grant_type', [
    z.object({ grant_type: z.literal('password'), username: Login.shape.email, password }),
    z.object({ grant_type: z.literal('refresh_token'), refresh_token: refreshToken }),
  ])
  .meta({ id: 'TokenRequest' });
export type TokenRequest = z.output<typeof TokenRequest>;

export const Token = z
  .object({
    access_token: accessToken,
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ example: 600 }),
    refresh_token: refreshToken,
  })
  .meta({ id: 'Token' });
export type Token = z.output<typeof Token>;
