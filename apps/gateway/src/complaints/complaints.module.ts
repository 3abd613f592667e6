import { Module } from '@nestjs/common';
import { ComplaintsController } from './complaints.controller.js';
import { ProblemsController } from './problems.controller.js';

@Module({ controllers: [ComplaintsController, ProblemsController] })
export class ComplaintsModule {}
