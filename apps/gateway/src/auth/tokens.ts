import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { roles, type Actor, type Role } from '#libs/access';
import { DomainError } from '#libs/errors';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

/** Seconds an access token holds. Nobody is asked in between: who is disabled or logged out can go on for that long. */
export const accessTokenSeconds = 600;

const issuer = 'shoreline';
const algorithm = 'EdDSA';
const cacheSize = 10_000;
/** Everything of a PKCS #8 Ed25519 key before its seed (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

const Claims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  role: z.enum(roles),
  name: z.string(),
  clientId: z.uuid().optional(),
  exp: z.int(),
});

/** Whom an access token stands for, in which session. */
export interface Identity {
  actor: Actor;
  sessionId: string;
}

export interface TokenHolder {
  id: string;
  role: Role;
  name: string;
  clientId: string | null;
}

/** GW-2. Access tokens: JWTs signed with Ed25519, held by every replica's TOKEN_KEY and by nobody's database. */
@Injectable()
export class Tokens {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  /** A signature takes longer to check than all the rest of a request; each token's is checked once. */
  private readonly verified = new Map<string, Identity & { expiresAt: number }>();

  constructor(@Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig) {
    const seed = Buffer.from(config.TOKEN_KEY, 'base64');
    this.privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
  }

  issue({ id, role, name, clientId }: TokenHolder, sessionId: string): Promise<string> {
    return new SignJWT({ sid: sessionId, role, name, ...(clientId && { clientId }) })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setSubject(id)
      .setIssuer(issuer)
      .setAudience(issuer)
      .setIssuedAt()
      .setExpirationTime(`${accessTokenSeconds}s`)
      .sign(this.privateKey);
  }

  /** Throws 401 `auth.token-invalid` for anything that isn't a token of ours that still holds. */
  async identify(token: string): Promise<Identity> {
    const known = this.verified.get(token);
    if (known && known.expiresAt > Date.now()) return known;
    const identity = await this.verify(token);
    if (this.verified.size >= cacheSize) this.verified.clear();
    this.verified.set(token, identity);
    return identity;
  }

  /** A stand-in for a secret where something derived from it has to be kept and compared. */
  fingerprint(secret: string): string {
    return createHmac('sha256', this.config.TOKEN_KEY).update(secret).digest('hex');
  }

  private async verify(token: string): Promise<Identity & { expiresAt: number }> {
    try {
      const options = { issuer, audience: issuer, algorithms: [algorithm] };
      const { payload } = await jwtVerify(token, this.publicKey, options);
      const { sub: id, sid, role, name, clientId, exp } = Claims.parse(payload);
      const actor = { id, role, name, ...(clientId && { clientId }), ...(role === 'expert' && { expertId: id }) };
      return { actor, sessionId: sid, expiresAt: exp * 1_000 };
    } catch {
      throw notLoggedIn();
    }
  }
}

export const notLoggedIn = (): DomainError =>
  new DomainError('auth.token-invalid', 'unauthenticated', 'Log in first: the access token is missing or not valid.', {
    rule: 'GW-2',
  });
