import { type Content, letter, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import type { Known, Template } from './template.js';

export interface DigestData {
  items: { subject: string; text: string }[];
}

/** Made by the service itself, once a day for whom it has something. */
export const digest: Template<DigestData> = {
  name: 'digest',
  topic: 'placements',
  rule: 'NT-1',
  description: 'Once a day: what a person chose to read in one',
  example: {
    items: [
      { subject: 'Checkout is at 81 % of its estimate', text: 'Estimate: 10 h\nReported: 8 h 10 min' },
      {
        subject: 'Your week of Monday 2 March 2026 came back',
        text: 'Blue Heron asks you to look at some lines again.',
      },
    ],
  },
  write: ({ items }: DigestData, _known: Known): Content =>
    letter(
      items.length === 1 ? 'Your day in one notice' : say`Your day in ${items.length} notices`,
      ...items.flatMap(({ subject, text }) => [paragraph(say`${subject}`), quote(text)]),
    ),
};
