import { Module } from '@nestjs/common';
import { EnglishController } from './english.controller.js';
import { TipsController } from './tips.controller.js';

@Module({ controllers: [EnglishController, TipsController] })
export class HelpModule {}
