import { Module } from '@nestjs/common';
import { loadConfig } from '#libs/config';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { BalancesController } from './balances/balances.controller.js';
import { BalancesService } from './balances/balances.service.js';
import { TimelineService } from './balances/timeline.service.js';
import { BankDetailsController } from './bank-details/bank-details.controller.js';
import { BankDetailsEntity } from './bank-details/bank-details.entity.js';
import { BankDetailsService } from './bank-details/bank-details.service.js';
import { CommissionsModule } from './commissions/commissions.module.js';
import { SETTLEMENT_CONFIG, settlementEnv } from './config.js';
import { BilledQueries } from './evidence/billed.queries.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidenceQueries } from './evidence/evidence.queries.js';
import { EvidenceStarts } from './evidence/evidence.starts.js';
import { EvidenceService } from './evidence/evidence.service.js';
import { invoicesEntities, InvoicesModule } from './invoices/invoices.module.js';
import { ApprovedLinesConsumer } from './learnt/approved-lines.consumer.js';
import { ContractsConsumer } from './learnt/contracts.consumer.js';
import { LeadsConsumer } from './learnt/leads.consumer.js';
import { NamesConsumer } from './learnt/names.consumer.js';
import { ledgerEntities, LedgerModule } from './ledger/ledger.module.js';
import { moneyInEntities, MoneyInModule } from './money-in/money-in.module.js';
import { PayoutChangeEntity, PayoutEntity } from './payouts/payout.entity.js';
import { PayoutPolicyController } from './payouts/payout-policy.controller.js';
import { PayoutPolicyService } from './payouts/payout-policy.service.js';
import { PayoutPromises } from './payouts/payout-promises.js';
import { PayoutRequests } from './payouts/payout-requests.js';
import { PayoutSteps } from './payouts/payout-steps.js';
import { PayoutsController } from './payouts/payouts.controller.js';
import { PayoutsService } from './payouts/payouts.service.js';
import { PayrollAnswersConsumer } from './payouts/payroll-answers.consumer.js';
import { ReconciliationController } from './reconciliation/reconciliation.controller.js';
import { ReconciliationService } from './reconciliation/reconciliation.service.js';
import { Receivables } from './settlement/receivables.js';
import { SettlementEntity } from './settlement/settlement.entity.js';
import { SettlementBatch } from './settlement/settlement-batch.js';
import { SettlementCalendar } from './settlement/settlement-calendar.js';
import { SettlementRunEntity } from './settlement/settlement-run.entity.js';
import { SettlementRuns } from './settlement/settlement-runs.js';
import { SettlementsController } from './settlement/settlements.controller.js';
import { SettlementsService } from './settlement/settlements.service.js';

const entities = [
  BankDetailsEntity,
  PayoutEntity,
  PayoutChangeEntity,
  SettlementEntity,
  SettlementRunEntity,
  ...ledgerEntities,
  ...invoicesEntities,
  ...moneyInEntities,
];

/** The ledger, settlements, invoices, clients' money, payouts and their proof (section 7 of the rules). */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'payments', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'payments' }),
    LedgerModule,
    InvoicesModule,
    MoneyInModule,
    CommissionsModule,
  ],
  controllers: [
    BalancesController,
    BankDetailsController,
    PayoutsController,
    PayoutPolicyController,
    SettlementsController,
    EvidenceController,
    ReconciliationController,
    manualClockController('payments'),
  ],
  providers: [
    { provide: SETTLEMENT_CONFIG, useFactory: () => loadConfig(settlementEnv) },
    NamesConsumer,
    ContractsConsumer,
    LeadsConsumer,
    ApprovedLinesConsumer,
    SettlementCalendar,
    SettlementBatch,
    SettlementRuns,
    SettlementsService,
    Receivables,
    BankDetailsService,
    PayoutPolicyService,
    PayoutPromises,
    PayoutRequests,
    PayoutSteps,
    PayoutsService,
    PayrollAnswersConsumer,
    BalancesService,
    TimelineService,
    EvidenceQueries,
    BilledQueries,
    EvidenceStarts,
    EvidenceService,
    ReconciliationService,
  ],
})
export class PaymentsModule {}
