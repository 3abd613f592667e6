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
  paid = 0n;
  private number = 0;
  private readonly net: bigint;

  constructor(
    private readonly about: {
      clientId: string;
      currency?: string;
      taxPercent?: bigint;
      parts: { placementId?: string; expertId?: string; net: bigint }[];
    },
    private readonly now = '2026-03-02T08:00:00.000Z',
  ) {
    this.net = this.netLeft;
  }

  get nets(): bigint[] {
    return this.about.parts.map(({ net }) => net);
  }

  get netLeft(): bigint {
    return this.nets.reduce((sum, net) => sum + net, 0n);
  }

  get totalLeft(): bigint {
    return this.withTax(this.netLeft);
  }

  get open(): bigint {
    return this.totalLeft - this.paid;
  }

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

  takenOff(minor: bigint, why: 'refund' | 'returned' | 'reversal' = 'refund', at = this.now): Told {
    this.paid -= minor;
    return this.told(moneyTakenOff, {
      ...{ movementId: newId(), paymentId: newId(), amount: this.wire(minor), why, at },
    });
  }

  /** With its tax; what was paid above what is left is freed. */
  creditedBy(minor: bigint, part = 0): Told {
    this.about.parts = this.about.parts.map((each, n) => (n === part ? { ...each, net: each.net - minor } : each));
    if (this.open < 0n) this.paid += this.open;
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
    const [total, left] = [this.withTax(this.net), this.totalLeft];
    return {
      ...{ number: this.number, invoiceNumber: 'INV-2026-0001', clientId },
      ...{ net: this.wire(this.net), tax: this.wire(total - this.net), total: this.wire(total) },
      ...{ credited: this.wire(total - left), paid: this.wire(this.paid) },
      parts: parts.map(({ placementId = clientId, expertId = clientId, net: of }) => ({
        ...{ placementId, expertId, net: this.wire(of) },
      })),
    };
  }

  private withTax(net: bigint): bigint {
    return (net * (100n + (this.about.taxPercent ?? 0n))) / 100n;
  }

  private wire(minor: bigint) {
    return formatMoney(money(minor, this.about.currency ?? 'USD'));
  }
}

export const usd = (amount: string, currency = 'USD') => ({ amount, currency });
