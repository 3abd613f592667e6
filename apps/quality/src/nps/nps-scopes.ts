import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, notYours, requireRole, type Role, staff } from '#libs/access';
import { Id } from '#libs/contracts';
import { forbidden, invalidField } from '#libs/errors';
import { Circle } from '../network/circle.js';
import type { Scope } from './tallies.js';

const scopes: readonly Scope[] = ['network', 'client', 'expert', 'account-executive', 'team-lead', 'programme'];
/** The first is what is meant when none is named. */
const seenBy: Partial<Record<Role, readonly Scope[]>> = {
  admin: scopes,
  'account-executive': scopes,
  'team-lead': ['network', 'expert', 'team-lead', 'programme'],
  expert: ['expert', 'network'],
  client: ['client'],
};
const rankedFor: typeof seenBy = { ...seenBy, 'team-lead': ['expert', 'programme'] };

/** Whose NPS: of the network `id` is an empty text, as in the tallies. */
export interface Whose {
  scope: Scope;
  id: string;
  name: string;
}

/** QN-2, GW-3. Whose NPS somebody may look at. */
@Injectable()
export class NpsScopes {
  constructor(private readonly circle: Circle) {}

  /** 403 `quality.nps-scope`, 404 `access.no-such-…`, 422 `quality.nps-of-whom`. */
  async whose(on: EntityManager, actor: Actor, asked: { scope?: Scope; id?: string }): Promise<Whose> {
    const scope = this.allowed(actor, asked.scope, seenBy);
    if (scope === 'network') return { scope, id: '', name: 'The network' };
    const id = asked.id ?? ownId(actor, scope);
    if (!id) throw invalidField('quality.nps-of-whom', 'id', 'is missing: whose NPS?', 'QN-2');
    if (scope === 'programme') return { scope, id, name: await this.name(on, scope, id) };
    if (!Id.safeParse(id).success) throw notYours(nounOf[scope]);
    if (scope === 'expert') return { scope, id, name: (await this.circle.expert(on, actor, id)).name };
    if (['client', 'team-lead'].includes(actor.role) && id !== ownId(actor, scope)) throw notYours(nounOf[scope]);
    return { scope, id, name: await this.name(on, scope, id) };
  }

  /** 403 `quality.nps-scope`. */
  ranked(actor: Actor, scope: Scope): void {
    requireRole(actor, ...staff);
    this.allowed(actor, scope, rankedFor);
  }

  private allowed(actor: Actor, asked: Scope | undefined, to: typeof seenBy): Scope {
    requireRole(actor, ...(Object.keys(seenBy) as Role[]));
    const allowed = to[actor.role] ?? scopes;
    const scope = asked ?? allowed[0]!;
    if (allowed.includes(scope)) return scope;
    throw forbidden('quality.nps-scope', `Your role sees the NPS of ${allowed.join(', ')} only.`, {
      rule: 'QN-2',
      facts: { allowed },
    });
  }

  private async name(on: EntityManager, scope: keyof typeof namedBy, id: string): Promise<string> {
    const [found] = await on.query<{ name: string }[]>(namedBy[scope], [id]);
    if (!found) throw notYours(nounOf[scope]);
    return found.name;
  }
}

const account = `select name from accounts where account_id = $1 and role in ('admin', 'account-executive', 'team-lead')`;
const namedBy = {
  client: 'select name from clients where client_id = $1',
  'account-executive': account,
  'team-lead': account,
  programme: 'select programme as name from placements where programme = $1 limit 1',
};
const nounOf = {
  client: 'client',
  expert: 'expert',
  'account-executive': 'account',
  'team-lead': 'account',
  programme: 'programme',
};

/** A client's is its company, an expert's its own; a team lead that asks about team leads means itself. */
function ownId(actor: Actor, scope: Scope): string | undefined {
  if (actor.role === 'client' && scope === 'client') return actor.clientId;
  if (actor.role === 'expert' && scope === 'expert') return actor.expertId;
  return actor.role === scope ? actor.id : undefined;
}
