import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { money } from '#libs/money';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { assignmentLegs } from '../ledger/accounts.rules.js';
import type { NewEntry } from '../ledger/ledger.js';
import { ClientPaymentEntity } from './client-payment.entity.js';
import { paymentStateOf, unallocatedOf } from './payment-state.rules.js';

/** PM-4. Whose money a payment is, as a person or the bank says; each time it is kept who said so and why. */
@Injectable()
export class PaymentOwners {
  constructor(private readonly clock: Clock) {}

  /**
   * The payment is locked, and on no invoice; `clientId` null: it is nobody's any more. What went back meanwhile stays
   * whose it was. The caller posts the entries.
   */
  async assign(
    tx: EntityManager,
    actor: Actor,
    payment: ClientPaymentEntity,
    to: { clientId: string | null; because: string },
  ): Promise<NewEntry[]> {
    const { id: paymentId, clientId: from, currency } = payment;
    const { clientId, because } = to;
    const [id, left] = [newId(), unallocatedOf(payment)];
    await tx.query(
      `insert into payment_assignments (id, payment_id, client_id, amount_minor, because, at, by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, paymentId, clientId, left.toString(), because, this.clock.now(), actor.name],
    );
    Object.assign(payment, { clientId, state: paymentStateOf({ ...payment, clientId }) });
    await tx.update(ClientPaymentEntity, { id: paymentId }, { clientId, state: payment.state });
    await decided(tx, payment, because);
    if (left === 0n) return [];
    const legs = assignmentLegs(money(left, currency), from, clientId);
    return [{ kind: 'money-assigned', reference: id, legs }];
  }
}

/** Says why it is where it is; what waited for the bank waits no more. */
export async function decided(tx: EntityManager, payment: ClientPaymentEntity, because: string): Promise<void> {
  const now = { matching: because, waitsForBank: false };
  await tx.update(ClientPaymentEntity, { id: payment.id }, now);
  Object.assign(payment, now);
}
