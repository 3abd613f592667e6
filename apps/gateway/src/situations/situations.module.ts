import { Module } from '@nestjs/common';
import { SituationsController } from './situations.controller.js';

@Module({ controllers: [SituationsController] })
export class SituationsModule {}
