import pg from 'pg';

type Ask = (...asked: unknown[]) => Promise<unknown>;

/**
 * A connection that waits only where the answer matters. What is asked together leaves in one packet, and the answer to
 * START TRANSACTION isn't waited for: it leaves with the first statement, as COMMIT does with the last ones. Postgres
 * works all of it off in order, and a COMMIT behind a statement that failed is a rollback.
 */
export class PipelinedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    const ask = this.query.bind(this) as Ask;
    const askOnward: Ask = (...asked) => {
      this.gatherPacket();
      const answer = ask(...asked);
      if (asked[0] !== 'START TRANSACTION') return answer;
      // It fails only with its connection; the statements behind it must not run on without it.
      answer.catch(() => this.connection.stream.destroy());
      return Promise.resolve({ command: 'START', rows: [], rowCount: null });
    };
    this.query = askOnward as typeof this.query;
  }

  private gatherPacket(): void {
    const { stream } = this.connection;
    if (stream.writableCorked) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
