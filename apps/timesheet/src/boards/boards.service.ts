import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf, visible } from '#libs/access';
import type { BoardFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import type { Pause } from './board.rules.js';
import { BoardEntity } from './board.entity.js';

/** Reads boards, for the actor who may see them; everything else of this service hangs on one. */
@Injectable()
export class BoardsService {
  constructor(private readonly dataSource: DataSource) {}

  async get(actor: Actor, placementId: string, on: EntityManager = this.dataSource.manager): Promise<BoardEntity> {
    return visible(actor, await on.findOneBy(BoardEntity, { placementId }), 'placement');
  }

  list(actor: Actor, filter: z.output<typeof BoardFilter>): Promise<Page<BoardEntity>> {
    const { clientId, expertId, state } = filter;
    const query = this.dataSource.manager.createQueryBuilder(BoardEntity, 'board').where(scopeOf(actor));
    if (clientId) query.andWhere('board.clientId = :clientId', { clientId });
    if (expertId) query.andWhere('board.expertId = :expertId', { expertId });
    if (state) query.andWhere('board.state = :state', { state });
    return pageOf(query, filter, {
      id: 'board.placementId',
      sorts: { startsOn: 'board.startsOn' },
      defaultSort: '-startsOn',
    });
  }

  /** Locks the board against changes of the placement while hours are written to it. */
  async forWriting(tx: EntityManager, actor: Actor, placementId: string): Promise<BoardEntity> {
    const board = await tx.findOne(BoardEntity, { where: { placementId }, lock: { mode: 'pessimistic_read' } });
    return visible(actor, board, 'placement');
  }

  pauses(on: EntityManager, placementId: string): Promise<Pause[]> {
    return on.query<Pause[]>(
      `select from_day as "fromDay", until_day as "untilDay" from board_pauses where placement_id = $1`,
      [placementId],
    );
  }
}
