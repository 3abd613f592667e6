import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, visible } from '#libs/access';
import type { commitImport, Import, previewImport } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { BoardEntity } from '../boards/board.entity.js';
import { BoardsService } from '../boards/boards.service.js';
import { type ImportContent, ImportEntity, type StoredRow } from './import.entity.js';
import { ImportRunner } from './import-runner.js';
import { type ImportRow, parseExport } from './import.rules.js';
import { checkOnePerson } from './pick-rows.rules.js';

type ImportView = z.output<typeof Import>;
type Result = Pick<ImportContent, 'outcomes' | 'newTasks'>;

/** TS-5. A file is looked at first, then committed; committing it again, or the same file anew, adds nothing. */
@Injectable()
export class ImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly runner: ImportRunner,
    private readonly clock: Clock,
  ) {}

  /** Not for the client: an export also holds what the expert did for others. */
  async get(actor: Actor, id: string): Promise<ImportView> {
    requireRole(actor, 'expert', 'admin', 'account-executive', 'team-lead');
    return view(visible(actor, await this.dataSource.manager.findOneBy(ImportEntity, { id }), 'import'));
  }

  preview(call: Call<typeof previewImport>): Promise<ImportView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert');
      const { timeZone: ofBoard } = await this.boards.find(tx, actor, input.placementId);
      const { file, tool, dateOrder, timeZone = ofBoard, person, projects } = input.import;
      const parsed = parseExport(file, { ...(tool && { tool }), ...(dateOrder && { dateOrder }), timeZone });
      const picking = { person, projects };
      checkOnePerson(parsed.rows, picking);
      const board = await this.boards.forWriting(tx, actor, input.placementId);
      const entity = tx.create(ImportEntity, {
        id: newId(),
        placementId: board.placementId,
        clientId: board.clientId,
        expertId: board.expertId,
        tool: parsed.tool,
        state: 'previewed',
        content: { picking, parsed: parsed.rows.map(store), refused: parsed.refused, outcomes: [], newTasks: [] },
        createdBy: actor.name,
        createdAt: this.clock.now(),
        committedAt: null,
      });
      await tx.insert(ImportEntity, entity);
      const result = await this.rehearse(tx, actor, board, entity);
      const content = { ...entity.content, ...result };
      await tx.update(ImportEntity, { id: entity.id }, { content });
      return view({ ...entity, content });
    });
  }

  commit(call: Call<typeof commitImport>): Promise<ImportView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const found = await tx.findOne(ImportEntity, { where: { id: input.id }, lock: { mode: 'pessimistic_write' } });
      const entity = visible(actor, found, 'import');
      requireRole(actor, 'expert');
      if (entity.state === 'committed') return view(entity);
      const board = await this.boards.forWriting(tx, actor, entity.placementId);
      const result = await this.runner.run(tx, actor, board, entity);
      const content: ImportContent = { ...entity.content, ...result, parsed: [] };
      const set = { state: 'committed' as const, content, committedAt: this.clock.now() };
      await tx.update(ImportEntity, { id: entity.id }, set);
      return view({ ...entity, ...set });
    });
  }

  /** A preview is the commit itself, taken back: it can't promise what the commit doesn't do. */
  private async rehearse(tx: EntityManager, actor: Actor, board: BoardEntity, entity: ImportEntity): Promise<Result> {
    await tx.query('savepoint rehearsal');
    const { outcomes, newTasks } = await this.runner.run(tx, actor, board, entity);
    await tx.query('rollback to savepoint rehearsal');
    return {
      newTasks,
      outcomes: outcomes.map((row) => (row.outcome === 'added' ? { ...row, outcome: 'new', entryIds: [] } : row)),
    };
  }
}

const store = ({ startedAt, endedAt, ...row }: ImportRow): StoredRow => ({
  ...row,
  ...(startedAt && endedAt && { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() }),
});

function view({ id, placementId, tool, state, content, createdAt, committedAt }: ImportEntity): ImportView {
  const count = (outcome: string): number => content.outcomes.filter((row) => row.outcome === outcome).length;
  return {
    ...{ id, placementId, tool, state },
    rows: content.outcomes,
    counts: { new: count('new'), known: count('known'), added: count('added'), refused: count('refused') },
    newTasks: content.newTasks,
    createdAt: createdAt.toISOString(),
    committedAt: committedAt?.toISOString() ?? null,
  };
}
