import type { z } from 'zod';
import { type EventContract, type InvoiceStanding, paymentsEvents } from '#libs/contracts';
import { formatMoney, money } from '#libs/money';
import { newId } from '#libs/persistence';

const { invoiceIssued, moneyReceived, moneyTakenOff, creditNoteIssued } = paymentsEvents;
/** To nobody here. */
export const payTo = {
  ...{ holder: 'Shoreline', bankName: 'Bank', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  reference: 'RF94INV2026000001',
};
type Standing = z.output<typeof InvoiceStanding>;

export interface Told {
  contract: EventContract;
  invoiceId: string;
  number: number;
  data: object;
}

/** An invoice as payments tells of it: what it answers can be heard twice, late or crossed. */
export class TestInvoice {
  readonly id = newId();
  private number = 0;
  private paid = 0n;
  private credited = 0n;

  constructor(
    private readonly about: {
      clientId: string;
      currency?: string;
      parts: { placementId?: string; expertId?: string; net: bigint }[];
    },
    private readonly now = '2026-03-02T08:00:00.000Z',
  ) {}

  issued(): Told {
    const days = { issuedOn: '2026-03-02', dueOn: '2026-03-16', email: 'bo@blueheron.example', costs: [] };
    return this.told(invoiceIssued, { ...days, open: this.standing().total, payTo });
  }

  paidIn(minor: bigint, at = this.now): Told {
    this.paid += minor;
    return this.told(moneyReceived, {
      ...{ movementId: newId(), paymentId: newId(), bankReference: 'BANK-1', payerAccountId: null },
      ...{ amount: this.wire(minor), receivedOn: at.slice(0, 10), at },
    });
  }

  takenOff(minor: bigint, why: 'refund' | 'returned' | 'credit-note' | 'reversal' = 'refund', at = this.now): Told {
    this.paid -= minor;
    return this.told(moneyTakenOff, {
      ...{ movementId: newId(), paymentId: newId(), amount: this.wire(minor), why, at },
    });
  }

  /** Of its first part; what is paid must be taken off before. */
  creditedBy(minor: bigint): Told {
    this.credited += minor;
    const [{ net, ...first }, ...others] = this.about.parts as [{ net: bigint }];
    this.about.parts = [{ ...first, net: net - minor }, ...others];
    return this.told(creditNoteIssued, {
      ...{ creditNoteId: newId(), creditNoteNumber: 'CN-2026-0001', net: this.wire(minor), total: this.wire(minor) },
      ...{ open: this.wire(0n), freed: this.wire(0n) },
      ...{ parts: [], reason: 'Too many hours', issuedOn: '2026-03-03', email: 'bo@blueheron.example' },
    });
  }

  private told(contract: EventContract, data: object): Told {
    this.number += 1;
    return {
      contract,
      invoiceId: this.id,
      number: this.number,
      data: { invoiceId: this.id, standing: this.standing(), ...data },
    };
  }

  private standing(): Standing {
    const { clientId, parts } = this.about;
    const net = parts.reduce((sum, part) => sum + part.net, 0n);
    return {
      ...{ number: this.number, invoiceNumber: 'INV-2026-0001', clientId, tax: this.wire(0n) },
      ...{ net: this.wire(net), total: this.wire(net + this.credited) },
      ...{ credited: this.wire(this.credited), paid: this.wire(this.paid) },
      parts: parts.map(({ placementId = clientId, expertId = clientId, net: of }) => ({
        ...{ placementId, expertId, net: this.wire(of) },
      })),
    };
  }

  private wire(minor: bigint) {
    return formatMoney(money(minor, this.about.currency ?? 'USD'));
  }
}

export const usd = (amount: string, currency = 'USD') => ({ amount, currency });
