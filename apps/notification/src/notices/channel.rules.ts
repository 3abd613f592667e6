import type { z } from 'zod';
import type { Channel, NoticeTopic } from '#libs/contracts';

export interface Way {
  topic: z.output<typeof NoticeTopic>;
  /** A message to the client, whose copy stands on the board. */
  byChannel: boolean;
  hasAttachments: boolean;
  side: 'client' | 'expert' | 'staff';
  clientChannel: z.output<typeof Channel>;
}

/**
 * CS-9. What a client gets goes through its channel; a message whose copy is on the board need not go elsewhere when it
 * reads there. Money never goes to a chat, which others read too, and a file for the calendar only fits into a mail.
 * `{ side: 'client', clientChannel: 'chat', topic: 'questions' }` gives `chat`.
 */
export function channelOf({ topic, byChannel, hasAttachments, side, clientChannel }: Way): z.output<typeof Channel> {
  if (side !== 'client' || topic === 'money' || hasAttachments) return 'email';
  if (clientChannel === 'board') return byChannel ? 'board' : 'email';
  return clientChannel;
}
