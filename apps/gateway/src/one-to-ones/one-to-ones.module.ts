import { Module } from '@nestjs/common';
import { OneToOnesController } from './one-to-ones.controller.js';

@Module({ controllers: [OneToOnesController] })
export class OneToOnesModule {}
