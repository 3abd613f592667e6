import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import type { Programme, publishProgramme } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ProgrammeNews } from './programme-news.js';
import { ProgrammeEntity } from './programme.entity.js';
import { checkProgrammeTerms } from './programme-terms.rules.js';

type ProgrammeView = z.output<typeof Programme>;

/** Section 1. Named, versioned defaults; a version never changes once it's published. */
@Injectable()
export class ProgrammesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly news: ProgrammeNews,
    private readonly clock: Clock,
  ) {}

  /** The newest version of each. */
  async list(actor: Actor): Promise<ProgrammeView[]> {
    mayRead(actor);
    const newest = await this.dataSource.manager
      .createQueryBuilder(ProgrammeEntity, 'programme')
      .distinctOn(['programme.id'])
      .orderBy('programme.id')
      .addOrderBy('programme.version', 'DESC')
      .getMany();
    return newest.map(view);
  }

  /** One version, the newest unless given; 404 for a programme or version nobody published. */
  async get(actor: Actor, id: string, version?: number): Promise<ProgrammeView> {
    mayRead(actor);
    const programme = await this.find(this.dataSource.manager, id, version);
    if (!programme) throw notYours('programme');
    return view(programme);
  }

  /** The newest version of a programme somebody named in a request; 422 `placement.no-such-programme`. */
  async newest(on: EntityManager, id: string): Promise<ProgrammeEntity> {
    const programme = await this.find(on, id);
    if (!programme) throw invalidField('placement.no-such-programme', 'programme', 'must be one of the programmes');
    return programme;
  }

  /** 409 `placement.published-meanwhile` when two administrators publish at once. */
  async publish(call: Call<typeof publishProgramme>): Promise<ProgrammeView> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    checkProgrammeTerms(input.terms);
    try {
      return await this.transactions.command(call, async (tx) => {
        const last = await this.find(tx, input.id);
        const programme: ProgrammeEntity = {
          ...input,
          version: (last?.version ?? 0) + 1,
          publishedAt: this.clock.now(),
          publishedBy: actor.name,
        };
        await tx.insert(ProgrammeEntity, programme);
        await this.news.tell(tx, actor);
        return view(programme);
      });
    } catch (error) {
      throw onConstraint(error, { programmes_pkey: publishedMeanwhile });
    }
  }

  private find(on: EntityManager, id: string, version?: number): Promise<ProgrammeEntity | null> {
    return on.findOne(ProgrammeEntity, {
      where: { id, ...(version !== undefined && { version }) },
      order: { version: 'desc' },
    });
  }
}

const mayRead = (actor: Actor): void =>
  requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client', 'expert');

const publishedMeanwhile = () =>
  conflict('placement.published-meanwhile', 'Somebody else published a version at the same time; look at it first.');

const view = ({ publishedAt, ...programme }: ProgrammeEntity): ProgrammeView => ({
  ...programme,
  publishedAt: publishedAt.toISOString(),
});
