import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { paymentsEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { EntryEntity } from '../entries/entry.entity.js';
import type { EntryState } from '../types.js';
import { SheetEntity } from './sheet.entity.js';
import { sheetStateOf } from './sheets.rules.js';

const { linesSettled } = paymentsEvents;

/** TS-6. Payments settled approved lines: sheets without any other approved line are settled too. */
@Injectable()
export class SettledConsumer {
  @OnEvent(linesSettled)
  async settled({ data: { entryIds } }: EventOf<typeof linesSettled>, tx: EntityManager): Promise<void> {
    const touched = await tx.query<{ id: string }[]>(
      `select id from sheets where id in (select sheet_id from entries where id = any($1)) order by id for update`,
      [entryIds],
    );
    await tx.update(EntryEntity, { id: In(entryIds), state: 'approved' }, { state: 'settled' });
    const lines = await tx.query<{ sheetId: string; state: EntryState }[]>(
      `select distinct sheet_id as "sheetId", state from entries where sheet_id = any($1)`,
      [touched.map(({ id }) => id)],
    );
    const settled = [...Map.groupBy(lines, ({ sheetId }) => sheetId)].filter(
      ([, own]) => sheetStateOf(own) === 'settled',
    );
    await tx.update(
      SheetEntity,
      { id: In(settled.map(([id]) => id)) },
      { state: 'settled', version: () => 'version + 1' },
    );
  }
}
