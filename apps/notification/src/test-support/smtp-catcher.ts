import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

type Ending = 'accept' | 'later' | 'refuse' | 'drop' | 'hang-up-after';

/** A small mail server that does as it is told, and keeps what it took. */
export class SmtpCatcher {
  readonly mails: string[] = [];
  /** What happens to the next mails, one by one; then all are accepted. */
  readonly endings: Ending[] = [];
  /** Addresses that don't exist here. */
  readonly unknown = new Set<string>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(this.unknown.has(address) ? refusal(550, 'No such mailbox here') : null),
    onData: (stream, _session, done) => void this.take(stream, done),
  });

  static async start(): Promise<SmtpCatcher> {
    const catcher = new SmtpCatcher();
    catcher.server.on('error', () => undefined);
    await new Promise<void>((listening) => catcher.server.listen(0, '127.0.0.1', listening));
    return catcher;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    const stopped = new Promise<void>((done) => this.server.close(() => done()));
    this.hangUp();
    return stopped;
  }

  /** Mails by their Message-ID, in the order in which they came. */
  get messageIds(): string[] {
    return this.mails.map((mail) => /^message-id: (.*)$/im.exec(mail)?.[1]?.trim() ?? '');
  }

  private async take(stream: SMTPServerDataStream, done: (error?: Error | null) => void): Promise<void> {
    const ending = this.endings.shift() ?? 'accept';
    if (ending === 'drop') return this.hangUp();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    if (ending === 'later') return done(refusal(451, 'Come back in a moment'));
    if (ending === 'refuse') return done(refusal(554, 'We do not take this'));
    this.mails.push(Buffer.concat(parts).toString());
    return ending === 'hang-up-after' ? this.hangUp() : done();
  }

  /** Without a word, on every connection. */
  private hangUp(): void {
    for (const { _socket: socket } of this.server.connections as Set<{ _socket: { destroy(): void } }>)
      socket.destroy();
  }
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
