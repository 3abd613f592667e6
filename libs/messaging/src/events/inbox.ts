import { Injectable } from '@nestjs/common';

/** Takes the service's queues: every message once, in the order of its aggregate, or parked with the reason. */
@Injectable()
export class Inbox {
  /** Is every queue being consumed? */
  get ready(): boolean {
    return false;
  }

  /** Waits until all messages now in the service's queues and retries are worked off; answers how many since the last call. */
  drain(): Promise<number> {
    throw new Error('being written');
  }

  /** Messages waiting and parked, for each queue the service consumes. */
  depths(): Promise<{ queue: string; waiting: number; dead: number }[]> {
    throw new Error('being written');
  }
}
