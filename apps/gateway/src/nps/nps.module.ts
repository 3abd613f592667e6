import { Module } from '@nestjs/common';
import { NpsController } from './nps.controller.js';

@Module({ controllers: [NpsController] })
export class NpsModule {}
