import { Module } from '@nestjs/common';
import { LeadReviewsController } from './lead-reviews.controller.js';
import { LeadStepsController } from './lead-steps.controller.js';
import { LeadsController } from './leads.controller.js';

@Module({ controllers: [LeadsController, LeadStepsController, LeadReviewsController] })
export class LeadsModule {}
