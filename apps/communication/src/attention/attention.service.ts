import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { Attention, AttentionFilter } from '#libs/contracts';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { MistakeDesk } from '../mistakes/mistake-desk.js';
import { PresenceFacts } from '../shifts/presence-facts.js';
import { shiftViews } from '../shifts/shift.view.js';
import { attentionQueries } from './attention-queries.js';

/** GW-6. The account executive's board: what needs somebody now, in one call. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clocks: Clocks,
    private readonly mistakes: MistakeDesk,
    private readonly facts: PresenceFacts,
    private readonly clock: Clock,
  ) {}

  /** Staff's. A silence that was talked about needs nobody any more. */
  async get(actor: Actor, { limit, ...filter }: z.output<typeof AttentionFilter>): Promise<z.output<typeof Attention>> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    const on = this.dataSource.manager;
    const now = this.clock.now();
    const asked = attentionQueries(on, filter, now);
    return {
      at: now.toISOString(),
      counts: {
        lateShifts: await asked.lateShifts.getCount(),
        breachedClocks: await asked.breachedClocks.getCount(),
        runningClocks: await asked.runningClocks.getCount(),
        openQuestions: await asked.openQuestions.getCount(),
        openBugs: await asked.openBugs.getCount(),
        openMistakes: await asked.openMistakes.getCount(),
        silentShifts: await asked.silentShifts.getCount(),
      },
      lateShifts: await shiftViews(on, await asked.lateShifts.limit(limit).getMany()),
      breachedClocks: await this.clocks.views(on, await asked.breachedClocks.limit(limit).getMany()),
      nextClocks: await this.clocks.views(on, await asked.runningClocks.limit(limit).getMany()),
      openMistakes: await this.mistakes.views(on, await asked.openMistakes.limit(limit).getMany()),
      silentShifts: await this.facts.views(on, await asked.silentShifts.limit(limit).getMany()),
    };
  }
}
