import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf, visible } from '#libs/access';
import type { Board, BoardFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Clock, dayOf, weekOf } from '#libs/time';
import { BoardEntity } from './board.entity.js';
import { capOfWeek, type DatedCap, type Pause } from './board.rules.js';

type BoardView = z.output<typeof Board>;

/** Reads boards, for the actor who may see them; everything else of this service hangs on one. */
@Injectable()
export class BoardsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, placementId: string): Promise<BoardView> {
    const board = await this.find(this.dataSource.manager, actor, placementId);
    return (await this.views([board]))[0]!;
  }

  async list(actor: Actor, filter: z.output<typeof BoardFilter>): Promise<Page<BoardView>> {
    const query = this.dataSource.manager.createQueryBuilder(BoardEntity, 'board').where(scopeOf(actor, filter));
    if (filter.state) query.andWhere('board.state = :state', { state: filter.state });
    const page = await pageOf(query, filter, {
      id: 'board.placementId',
      sorts: { startsOn: 'board.startsOn' },
      defaultSort: '-startsOn',
    });
    return { ...page, items: await this.views(page.items) };
  }

  /** Throws 404 unless the actor may see it; `what` names in the refusal what was asked for. */
  async find(on: EntityManager, actor: Actor, placementId: string, what = 'placement'): Promise<BoardEntity> {
    return visible(actor, await on.findOneBy(BoardEntity, { placementId }), what);
  }

  /** Locks the board against changes of the placement, and the expert's hours against each other. */
  async forWriting(tx: EntityManager, actor: Actor, placementId: string): Promise<BoardEntity> {
    const found = await tx.findOne(BoardEntity, { where: { placementId }, lock: { mode: 'pessimistic_read' } });
    const board = visible(actor, found, 'placement');
    await this.lockHours(tx, board.expertId);
    return board;
  }

  /** An expert's hours are written one after the other, whatever boards they are on. */
  async lockHours(tx: EntityManager, expertId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('hours of ' || $1, 0))`, [expertId]);
  }

  pauses(on: EntityManager, placementId: string): Promise<Pause[]> {
    return on.query<Pause[]>(
      `select from_day as "fromDay", until_day as "untilDay" from board_pauses where placement_id = $1`,
      [placementId],
    );
  }

  /** The caps of each placement, in the order they were agreed. */
  async caps(on: EntityManager, placementIds: readonly string[]): Promise<Map<string, DatedCap[]>> {
    const rows = await on.query<(DatedCap & { placementId: string })[]>(
      `select placement_id as "placementId", effective_from as "effectiveFrom", weekly_cap_minutes as "weeklyCapMinutes"
       from board_terms where placement_id = any($1) order by number`,
      [placementIds],
    );
    return Map.groupBy(rows, (row) => row.placementId);
  }

  private async views(boards: readonly BoardEntity[]): Promise<BoardView[]> {
    const ids = boards.map(({ placementId }) => placementId);
    const caps = await this.caps(this.dataSource.manager, ids);
    const now = this.clock.now();
    return boards.map((board) => ({
      ...board,
      weeklyCapMinutes: capOfWeek(caps.get(board.placementId) ?? [], weekOf(dayOf(now, board.timeZone))),
    }));
  }
}
