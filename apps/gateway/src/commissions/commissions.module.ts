import { Module } from '@nestjs/common';
import { CommissionsController } from './commissions.controller.js';

@Module({ controllers: [CommissionsController] })
export class CommissionsModule {}
