import { Injectable } from '@nestjs/common';

/** Publishes what the outbox holds: one leader a database, in order, everything confirmed by the broker. */
@Injectable()
export class Relay {
  /** Publishes until the outbox is empty; answers how many events it published. */
  flush(): Promise<number> {
    throw new Error('being written');
  }

  /** Events waiting and the age of the oldest, in seconds. */
  backlog(): Promise<{ events: number; oldestSeconds: number }> {
    throw new Error('being written');
  }
}
