import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Timers } from '#libs/time';
import { sendTimer } from './delivery-plans.js';
import { NoticeEntity } from './notice.entity.js';

/** Takes back what waits and is old news by now. What was sent, or is being sent, stays. */
@Injectable()
export class Overtaken {
  constructor(private readonly timers: Timers) {}

  async skip(tx: EntityManager, aboutId: string, templates: readonly string[]): Promise<void> {
    const waiting = await tx.find(NoticeEntity, {
      where: { aboutId, template: In(templates), state: In(['held', 'digest']), digestId: IsNull() },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const { id } of waiting) {
      await tx.update(NoticeEntity, { id }, { state: 'skipped', lastError: 'Overtaken: it was old news already.' });
      await this.timers.cancel(tx, sendTimer, id);
    }
  }
}
