import { Module, type Type } from '@nestjs/common';
import { ClientScoreEntity } from './client-score.entity.js';
import { ClientScores } from './client-scores.js';
import { Deliveries } from './deliveries.js';
import { DeliveriesConsumer } from './deliveries.consumer.js';
import { DeliveryEntity } from './delivery.entity.js';

export const deliveriesEntities: Type[] = [DeliveryEntity, ClientScoreEntity];

/** QN-5. Both lists: what was delivered, as events tell, and what the client says of it. */
@Module({ providers: [ClientScores, Deliveries, DeliveriesConsumer], exports: [ClientScores] })
export class DeliveriesModule {}
