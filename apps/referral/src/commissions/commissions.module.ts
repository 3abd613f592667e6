import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { CommissionBook } from './commission-book.js';
import { CommissionPosting } from './commission-posting.js';
import { CommissionReleases } from './commission-releases.js';
import { CommissionTotals } from './commission-totals.js';
import { CommissionEntity } from './commission.entity.js';
import { CommissionsController } from './commissions.controller.js';
import { CommissionsService } from './commissions.service.js';
import { InvoicesConsumer } from './invoices.consumer.js';

export const commissionsEntities: Type[] = [CommissionEntity];

/** Commission on what clients pay (RC-4, RC-5, RC-8). */
@Module({
  imports: [NetworkModule, PolicyModule],
  controllers: [CommissionsController],
  providers: [
    ...[CommissionBook, CommissionPosting, CommissionReleases, CommissionTotals],
    ...[CommissionsService, InvoicesConsumer],
  ],
})
export class CommissionsModule {}
