import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { paymentsEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { EntryEntity } from '../entries/entry.entity.js';
import { SheetsService } from './sheets.service.js';

const { linesSettled } = paymentsEvents;

/** TS-6. Payments settled approved lines: their sheets say so. */
@Injectable()
export class SettledConsumer {
  constructor(private readonly sheets: SheetsService) {}

  @OnEvent(linesSettled)
  async settled({ data }: EventOf<typeof linesSettled>, tx: EntityManager): Promise<void> {
    const lines = await tx.find(EntryEntity, { where: { id: In(data.entryIds) }, select: { id: true, sheetId: true } });
    await tx.update(EntryEntity, { id: In(data.entryIds), state: 'approved' }, { state: 'settled' });
    for (const sheetId of new Set(lines.map((line) => line.sheetId))) await this.sheets.refresh(tx, sheetId);
  }
}
