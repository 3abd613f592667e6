import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventContract } from '#libs/contracts';
import { OnEvent, type ReceivedEvent } from '#libs/messaging';
import { overtakenBy } from '../rules/overtaken.js';
import { heardByRules, rulesOf } from '../rules/rules-of.js';
import { NoticeWriter } from './notice-writer.js';
import { Overtaken } from './overtaken.js';

/** NT-1. Everything that somebody is told of goes through the table of rules. */
@Injectable()
export class NoticesConsumer {
  constructor(
    private readonly writer: NoticeWriter,
    private readonly overtaken: Overtaken,
  ) {}

  @OnEvent(...(heardByRules as [EventContract, ...EventContract[]]))
  async happened(event: ReceivedEvent<unknown>, tx: EntityManager): Promise<void> {
    const oldNews = overtakenBy(event.type);
    if (oldNews.length) await this.overtaken.skip(tx, event.aggregateId, oldNews);
    for (const rule of rulesOf(event.type)) {
      if (rule.when?.(event.data) ?? true) await this.writer.write(tx, event, rule);
    }
  }
}
