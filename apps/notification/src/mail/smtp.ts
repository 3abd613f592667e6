import { createTransport } from 'nodemailer';
import type { Message, Outcome } from './mail.js';
import { inWords, smtpOutcome } from './outcome.rules.js';

const timeoutMs = 20_000;

/** Hands mail over to a server, and says what the server said. */
export class Smtp {
  private readonly transport;

  constructor(url: string) {
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      maxRequeues: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message): Promise<Outcome> {
    try {
      const { response } = await this.transport.sendMail({
        messageId: message.messageId,
        date: message.date,
        from: message.from,
        to: message.to,
        ...(message.replyTo && { replyTo: message.replyTo }),
        ...(message.inReplyTo && { inReplyTo: message.inReplyTo }),
        references: message.references,
        subject: message.subject,
        text: message.text,
        html: message.html,
        attachments: message.attachments.map(({ filename, contentType, text }) => ({
          filename,
          contentType,
          content: text,
        })),
        // A person's answer is no automatic mail, a notice is: holiday replies must not answer it. Whatever we sent is
        // known by X-Loop when somebody's forwarding sends it back.
        headers: { 'X-Loop': message.from, ...(message.automatic && { 'Auto-Submitted': 'auto-generated' }) },
        xMailer: false,
      });
      return { kind: 'accepted', as: inWords(response) };
    } catch (error) {
      return smtpOutcome(error);
    }
  }

  close(): void {
    this.transport.close();
  }
}
