import { Module } from '@nestjs/common';
import { Signs } from './signs.js';

/** CS-3. Apart from the shifts, which hand questions over: so questions can note signs. */
@Module({ providers: [Signs], exports: [Signs] })
export class SignsModule {}
