import { Module } from '@nestjs/common';
import { DevMail } from './dev-mail.js';

/** What a network without a mail server would have sent. */
@Module({ providers: [DevMail] })
export class DevMailModule {}
