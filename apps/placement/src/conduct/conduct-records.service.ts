import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { ConductFilter, ConductRecord } from '#libs/contracts';
import { History } from '#libs/history';
import { type Page, pageOf } from '#libs/persistence';
import { dayOf } from '#libs/time';
import { concerned, namesOf, narrowToPeople } from '../experts/concerned.js';
import type { ExpertEntity } from '../experts/expert.entity.js';
import type { ConductCategory } from '../types.js';
import { ConductAnswerEntity, ConductRecordEntity } from './conduct-record.entity.js';

export type ConductRecordView = z.output<typeof ConductRecord>;

/** PL-14. Reads the records, for whom they concern: the expert sees all of its own. */
@Injectable()
export class ConductRecordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  async get(actor: Actor, id: string): Promise<ConductRecordView> {
    const on = this.dataSource.manager;
    const record = await this.find(on, id);
    await concerned(on, actor, record.expertId, 'conduct-record');
    return this.view(on, record);
  }

  async list(actor: Actor, filter: z.output<typeof ConductFilter>): Promise<Page<ConductRecordView>> {
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(ConductRecordEntity, 'record');
    await narrowToPeople(on, query, actor, filter.expertId);
    if (filter.category) query.andWhere('record.category = :category', { category: filter.category });
    const page = await pageOf(query, filter, {
      id: 'record.id',
      sorts: { recordedAt: 'record.recordedAt', happenedOn: 'record.happenedOn' },
      defaultSort: '-recordedAt',
    });
    return { ...page, items: await this.views(on, page.items) };
  }

  async find(on: EntityManager, id: string): Promise<ConductRecordEntity> {
    const record = await on.findOneBy(ConductRecordEntity, { id });
    if (!record) throw notYours('conduct-record');
    return record;
  }

  /** Of one category, as the rules of its ladder read them; oldest first. */
  async ofCategory(on: EntityManager, { id: expertId, timeZone }: ExpertEntity, category: ConductCategory) {
    const records = await on.find(ConductRecordEntity, {
      where: { expertId, category },
      order: { recordedAt: 'asc', id: 'asc' },
    });
    return records.map((record) => ({ ...record, recordedOn: dayOf(record.recordedAt, timeZone) }));
  }

  async view(on: EntityManager, record: ConductRecordEntity): Promise<ConductRecordView> {
    const [view] = await this.views(on, [record]);
    return view!;
  }

  private async views(on: EntityManager, records: readonly ConductRecordEntity[]): Promise<ConductRecordView[]> {
    const ids = records.map(({ id }) => id);
    const histories = await this.history.of(on, ids);
    const names = await namesOf(on, records);
    const answers = await on.find(ConductAnswerEntity, {
      where: { recordId: In(ids) },
      order: { at: 'asc', id: 'asc' },
    });
    const answersTo = Map.groupBy(answers, ({ recordId }) => recordId);
    return records.map((record) => ({
      ...record,
      expertName: names.get(record.expertId)!,
      recordedAt: record.recordedAt.toISOString(),
      answers: (answersTo.get(record.id) ?? []).map(({ text, at, by }) => ({ text, at: at.toISOString(), by })),
      history: histories.get(record.id) ?? [],
    }));
  }
}
