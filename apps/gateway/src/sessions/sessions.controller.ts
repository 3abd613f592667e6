import { Body, Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError } from '#libs/errors';
import { Caller, Endpoint, everyone } from '../http/index.js';
import { LimitLogin } from '../rate-limit/limit-login.decorator.js';
import * as dto from './sessions.dto.js';
import { loginFailed, refreshFailed, SessionsService } from './sessions.service.js';

/** With the members OAuth clients look for in a refusal, RFC 6749 section 5.2. */
const asGrant = ({ code, kind, detail, details }: DomainError): DomainError =>
  new DomainError(code, kind, detail, {
    ...details,
    facts: { ...details.facts, error: 'invalid_grant', error_description: detail },
  });

function refusedGrant(error: unknown): never {
  throw error instanceof DomainError ? asGrant(error) : error;
}

/** Tokens are never stored, so these take no Idempotency-Key: whoever repeats a log-in gets another session. */
@ApiTags('Sessions')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Endpoint({
    summary: 'Log in',
    description: 'Few attempts a minute for each e-mail address. No Idempotency-Key, as tokens are never stored.',
    rules: ['GW-2'],
    roles: 'public',
    answer: dto.Session,
    errors: [loginFailed()],
    idempotency: 'none',
  })
  @LimitLogin()
  @Post()
  logIn(@Body({ schema: dto.Login }) login: dto.Login): Promise<dto.Session> {
    return this.sessions.logIn(login);
  }

  @Endpoint({
    summary: 'Get new tokens for a refresh token',
    description:
      'A refresh token works once. When one comes a second time, somebody else has it too: the whole session ends.',
    rules: ['GW-2'],
    roles: 'public',
    answer: dto.Session,
    status: 200,
    errors: [refreshFailed()],
    idempotency: 'none',
  })
  @Post('refresh')
  refresh(@Body({ schema: dto.Refresh }) { refreshToken }: dto.Refresh): Promise<dto.Session> {
    return this.sessions.refresh(refreshToken);
  }

  @Endpoint({
    summary: 'Get tokens the OAuth 2 way',
    description: 'The password and refresh_token grants of RFC 6749, for the log-in of this documentation.',
    rules: ['GW-2'],
    roles: 'public',
    answer: dto.Token,
    status: 200,
    errors: [asGrant(loginFailed()), asGrant(refreshFailed())],
    idempotency: 'none',
    consumes: 'application/x-www-form-urlencoded',
  })
  @LimitLogin()
  @Post('token')
  async token(@Body({ schema: dto.TokenRequest }) request: dto.TokenRequest): Promise<dto.Token> {
    const session = await this.granted(request).catch(refusedGrant);
    return {
      access_token: session.accessToken,
      token_type: session.tokenType,
      expires_in: session.expiresIn,
      refresh_token: session.refreshToken,
    };
  }

  private granted(request: dto.TokenRequest): Promise<dto.Session> {
    return request.grant_type === 'password'
      ? this.sessions.logIn({ email: request.username, password: request.password })
      : this.sessions.refresh(request.refresh_token);
  }

  @Endpoint({
    summary: 'Log out',
    description: 'Ends this session; an access token given out before still holds for up to ten minutes.',
    rules: ['GW-2'],
    roles: everyone,
    answer: null,
  })
  @Delete('current')
  logOut(@Caller() caller: Caller): Promise<void> {
    return this.sessions.logOut(caller);
  }
}
