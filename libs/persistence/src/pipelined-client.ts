import pg from 'pg';

type Ask = (...asked: unknown[]) => Promise<unknown>;

const begin = { name: 'begin', text: 'START TRANSACTION' };

/**
 * A connection that waits only where the answer matters. What is asked together leaves in one packet: START TRANSACTION
 * with the first statement and COMMIT with the last ones. Postgres works all of it off in order; what stands behind a
 * START TRANSACTION that failed isn't done, and a COMMIT behind a statement that failed is a rollback.
 */
export class PipelinedClient extends pg.Client {
  private beginning = false;
  private knowsBegin = false;

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    const ask = this.query.bind(this) as Ask;
    const askOnward: Ask = (...asked) => {
      if (asked[0] === begin.text) {
        this.beginning = true;
        return Promise.resolve({ command: 'START', rows: [], rowCount: null });
      }
      this.gatherPacket();
      if (!this.beginning) return ask(...asked);
      this.beginning = false;
      return this.knowsBegin && hasValues(asked[0], asked[1]) ? this.askAsOne(ask, asked) : this.askBoth(ask, asked);
    };
    this.query = askOnward as typeof this.query;
  }

  /**
   * START TRANSACTION and this statement with one Sync behind both: Postgres answers once instead of twice, and skips the
   * statement when it can't begin. pg makes a list of the two results.
   */
  private async askAsOne(ask: Ask, asked: unknown[]): Promise<unknown> {
    this.connection.bind({ statement: begin.name }, true);
    this.connection.execute(null, true);
    const [, answer] = (await ask(...asked)) as [unknown, unknown];
    return answer;
  }

  private askBoth(ask: Ask, asked: unknown[]): Promise<unknown> {
    ask(begin).then(
      () => (this.knowsBegin = true),
      // It fails only with its connection; the statements behind it must not run on without it.
      () => this.connection.stream.destroy(),
    );
    return ask(...asked);
  }

  private gatherPacket(): void {
    const { stream } = this.connection;
    if (stream.writableCorked) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

/** Then pg sends it so that Postgres answers at the Sync behind it; without values it may be several statements. */
function hasValues(question: unknown, values: unknown): boolean {
  const asked = typeof question === 'string' ? values : (question as pg.QueryConfig).values;
  return Array.isArray(asked) && asked.length > 0;
}
