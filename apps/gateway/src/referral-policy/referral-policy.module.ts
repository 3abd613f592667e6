import { Module } from '@nestjs/common';
import { ReferralPolicyController } from './referral-policy.controller.js';

@Module({ controllers: [ReferralPolicyController] })
export class ReferralPolicyModule {}
