import { Module } from '@nestjs/common';
import { AwardController } from './award.controller.js';

@Module({ controllers: [AwardController] })
export class AwardModule {}
