import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { Coverages } from '../coverage/coverages.js';
import { QuestionsHandOver } from '../questions/hand-over.service.js';
import type { ShiftBreak } from './shift.types.js';

type Owned = { placementId: string; expertId: string };

/** CS-3. A break never pauses a client's clock: open questions move to who stands in, and back. */
@Injectable()
export class BreakCover {
  constructor(
    private readonly coverages: Coverages,
    private readonly questions: QuestionsHandOver,
  ) {}

  /** The covering colleague, else the team lead, else nobody. */
  async of(tx: EntityManager, { placementId }: Owned): Promise<string | null> {
    return this.coverages.standInOf(tx, await this.coverages.ofPlacement(tx, systemActor, placementId));
  }

  async begin(tx: EntityManager, actor: Actor, shift: Owned, { coveredBy }: ShiftBreak): Promise<void> {
    if (!coveredBy) return;
    const { placementId, expertId } = shift;
    await this.questions.handOver(tx, actor, { placementId, from: expertId, to: coveredBy, because: 'break' });
  }

  async back(tx: EntityManager, actor: Actor, shift: Owned, { coveredBy }: ShiftBreak): Promise<void> {
    if (!coveredBy) return;
    const { placementId, expertId } = shift;
    await this.questions.handOver(tx, actor, { placementId, from: coveredBy, to: expertId, because: 'back' });
  }
}
