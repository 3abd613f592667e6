import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import type { CoverageEntity } from './coverage.entity.js';

/**
 * `terms`: an amendment was agreed or began; `days-off`: a holiday or leave was added or taken back; `covering`: another
 * colleague stands in.
 */
export type CoverageChangeKind = 'activated' | 'terms' | 'days-off' | 'covering' | 'paused' | 'resumed' | 'ended';

export interface CoverageChanged {
  what: CoverageChangeKind;
  /** As it is after the change, locked. */
  coverage: CoverageEntity;
  actor: Actor;
  /** Of the event that led to it. */
  causationId?: string;
}
type Follower = (tx: EntityManager, change: CoverageChanged) => Promise<void>;

/** Who else has to do something when a coverage changes, in the same transaction: clocks, shifts. */
@Injectable()
export class CoverageChanges {
  private readonly followers: Follower[] = [];

  /** Called from a constructor, once. */
  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  async tell(tx: EntityManager, change: CoverageChanged): Promise<void> {
    for (const follower of this.followers) await follower(tx, change);
  }
}
