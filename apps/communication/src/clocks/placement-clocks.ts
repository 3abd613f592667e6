import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { CoverageChanges, type CoverageChanged } from '../coverage/coverage-changes.js';
import { ClockEntity } from './clock.entity.js';
import { ClockSteps, type Turn } from './clock-steps.js';

/** CS-8. A mistake is told to the client in time, whatever becomes of the placement. */
const subjectKind = In(['question', 'bug']);

/**
 * CS-7. Clocks follow their placement: they rest while it is paused and count on when it resumes; when it ends they stop
 * for good. Other changes leave them alone, since they pinned what they started with.
 */
@Injectable()
export class PlacementClocks {
  constructor(
    private readonly steps: ClockSteps,
    changes: CoverageChanges,
  ) {
    changes.follow((tx, changed) => this.follow(tx, changed));
  }

  private async follow(
    tx: EntityManager,
    { what, coverage: { placementId }, ...turn }: CoverageChanged,
  ): Promise<void> {
    if (what === 'paused') await this.pause(tx, placementId, turn);
    if (what === 'resumed') await this.resume(tx, placementId, turn);
    if (what === 'ended') await this.end(tx, placementId, turn);
  }

  private async pause(tx: EntityManager, placementId: string, turn: Turn): Promise<void> {
    for (const locked of await this.steps.lock(tx, [{ placementId, subjectKind, state: In(['running', 'waiting']) }])) {
      const afterPause = locked.clock.state === 'waiting' ? 'waiting' : 'running';
      await this.steps.turn(tx, locked, 'stopped', { ...turn, because: 'paused', afterPause });
    }
  }

  private async resume(tx: EntityManager, placementId: string, turn: Turn): Promise<void> {
    for (const { clock, ...rest } of await this.steps.lock(tx, [{ placementId, stoppedBecause: 'paused' }])) {
      const reopened = await this.steps.turn(tx, { clock, ...rest }, 'reopened', turn);
      if (clock.afterPause === 'waiting') await this.steps.turn(tx, { clock: reopened, ...rest }, 'waiting', turn);
    }
  }

  private async end(tx: EntityManager, placementId: string, turn: Turn): Promise<void> {
    const open = [
      { placementId, subjectKind, state: In(['running', 'waiting']) },
      { placementId, stoppedBecause: 'paused' as const },
    ];
    for (const locked of await this.steps.lock(tx, open)) {
      if (locked.clock.state === 'stopped') await this.endPaused(tx, locked.clock);
      else await this.steps.turn(tx, locked, 'stopped', { ...turn, because: 'ended' });
    }
  }

  private async endPaused(tx: EntityManager, { id }: ClockEntity): Promise<void> {
    await tx.update(ClockEntity, { id }, { stoppedBecause: 'ended', afterPause: null });
  }
}
