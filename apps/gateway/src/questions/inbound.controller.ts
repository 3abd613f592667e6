import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { InboundEmail, InboundMessage, receiveEmail, receiveMessage } from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, MEGABYTE, network, Services } from '../http/index.js';
import { noPlacement, notRunning } from './refusals.js';

const adapters = ['partner', ...network] as const;
const mail = [
  'From: Carla Meer <carla@harbour.example>',
  'To: q+019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10@shoreline.local',
  'Message-ID: <20260302-1@harbour.example>',
  'Subject: Coupons in the basket',
  '',
  'Can a customer use two coupons at once?',
  '',
].join('\r\n');

const ofThread = [
  invalidField('communication.thread-unknown', 'placementId', 'is needed: no question is known', 'CS-4'),
  invalid('communication.auto-reply-alone', 'An auto-reply asks nothing: it is kept with a question only.', {
    rule: 'CS-4',
  }),
  conflict('communication.other-placement', 'This message belongs to a question of another placement.', {
    rule: 'CS-4',
  }),
];

@ApiTags('Questions')
@Controller('inbound')
export class InboundController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Bring in a message of another channel',
    description:
      'For adapters of chats and the like: a question, or a reply to one. The same `messageId` again changes nothing, and an automatic reply neither starts nor stops a clock.',
    rules: ['CS-4'],
    roles: adapters,
    answer: receiveMessage,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        channel: 'chat',
        messageId: 'T024BE7LH/C061/1741000000.0042',
        from: 'Carla Meer',
        subject: 'Coupons in the basket',
        body: 'Can a customer use two coupons at once?',
      },
    },
    errors: [noPlacement, notRunning, ...ofThread],
  })
  @Post('messages')
  message(@Caller() caller: Caller, @Body({ schema: InboundMessage }) message: z.output<typeof InboundMessage>) {
    return this.services.ask(caller, receiveMessage, message);
  }

  @Endpoint({
    summary: 'Bring in an e-mail',
    description:
      'The message as it came (RFC 822), as the body or in `raw`, up to 1 MB. Its address, its references and its sender decide which question it belongs to; the same Message-ID again changes nothing.',
    rules: ['CS-4'],
    roles: adapters,
    answer: receiveEmail,
    consumes: ['application/json', 'message/rfc822'],
    // A body in JSON spells out line ends and quotation marks.
    bodyLimit: 2 * MEGABYTE,
    examples: { request: { raw: mail } },
    errors: [
      noPlacement,
      notRunning,
      ...ofThread,
      invalidField('communication.unreadable-mail', 'raw', 'has no sender', 'CS-4'),
    ],
  })
  @Post('emails')
  email(@Caller() caller: Caller, @Body({ schema: InboundEmail }) email: z.output<typeof InboundEmail>) {
    return this.services.ask(caller, receiveEmail, email);
  }
}
