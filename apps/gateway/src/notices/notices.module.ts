import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';
import { PreferencesController } from './preferences.controller.js';

/** What people are told, and how they want it. */
@Module({ controllers: [NoticesController, PreferencesController] })
export class NoticesModule {}
