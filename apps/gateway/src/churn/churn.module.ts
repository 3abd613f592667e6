import { Module } from '@nestjs/common';
import { ChurnController } from './churn.controller.js';

@Module({ controllers: [ChurnController] })
export class ChurnModule {}
