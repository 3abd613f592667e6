import type { z } from 'zod';
import type { Channel, NoticeTopic } from '#libs/contracts';

type Topic = z.output<typeof NoticeTopic>;

/** What only its recipient may read: money, a personal link, what is said of a person, who brings whom. */
const personal: readonly Topic[] = ['money', 'referrals', 'questionnaires', 'quality'];

/** A chat is read by others too: what is personal never goes there. */
export const isPersonal = (topic: Topic): boolean => personal.includes(topic);

export interface Way {
  topic: Topic;
  /** A message to the client, whose copy stands on the board. */
  byChannel: boolean;
  hasAttachments: boolean;
  side: 'client' | 'expert' | 'staff';
  clientChannel: z.output<typeof Channel>;
}

/**
 * CS-9. What a client gets goes through its channel; a message whose copy is on the board need not go elsewhere when it
 * reads there. What is personal never goes to a chat, and a file for the calendar only fits into a mail.
 * `{ side: 'client', clientChannel: 'chat', topic: 'questions' }` gives `chat`.
 */
export function channelOf({ topic, byChannel, hasAttachments, side, clientChannel }: Way): z.output<typeof Channel> {
  if (side !== 'client' || isPersonal(topic) || hasAttachments) return 'email';
  if (clientChannel === 'board') return byChannel ? 'board' : 'email';
  return clientChannel;
}
