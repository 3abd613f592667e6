import { Module } from '@nestjs/common';
import { IssueCategoriesController } from './issue-categories.controller.js';
import { LostClientsController } from './lost-clients.controller.js';

@Module({ controllers: [IssueCategoriesController, LostClientsController] })
export class LostClientsModule {}
