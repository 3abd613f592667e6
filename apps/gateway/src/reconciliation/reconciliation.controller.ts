import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  approvedTotals,
  crossServiceChecks,
  listCommissionTotals,
  type Reconciliation,
  reconcile,
  recountNps,
} from '#libs/contracts';
import { Caller, Endpoint, Services } from '../http/index.js';

const timeoutMs = 60_000;
/** Approvals and commissions may be on their way while they are counted: a difference has to last. */
const looks = 3;
const lookAgainMs = 1_000;

const ofTwoServices = new Set<string>(Object.values(crossServiceChecks));
/** True when all that differs is what two services counted one after the other. */
const mayPass = ({ ok, checks }: z.output<typeof Reconciliation>): boolean =>
  !ok && checks.every((check) => check.ok || ofTwoServices.has(check.name));

@ApiTags('Ledger')
@Controller('reconciliation')
export class ReconciliationController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Recount everything',
    description:
      'Hours approved, settled, invoiced and waiting; money in, commission and payouts; every posting, balance and hash; every answer of a client. `ok`, or every difference.',
    rules: ['PM-12', 'RC-8', 'QN-2'],
    roles: ['admin'],
    answer: reconcile,
  })
  @Get()
  async reconcile(@Caller() caller: Caller): Promise<z.output<typeof Reconciliation>> {
    const money = await this.money(caller);
    const answers = await this.services.ask(caller, recountNps, {}, timeoutMs);
    const check = { name: 'nps-is-its-answers', rule: 'QN-2', ...answers };
    return { ...money, ok: money.ok && answers.ok, checks: [...money.checks, check] };
  }

  private async money(caller: Caller): Promise<z.output<typeof Reconciliation>> {
    for (let look = 1; ; look++) {
      const { items: approved } = await this.services.ask(caller, approvedTotals, {}, timeoutMs);
      const { totals, ...recount } = await this.services.ask(caller, listCommissionTotals, {}, timeoutMs);
      const { ok, at, checks } = await this.services.ask(
        caller,
        reconcile,
        { approved, commissions: totals },
        timeoutMs,
      );
      const told = { name: 'commissions-are-what-was-received', rule: 'RC-8', counted: totals.length, ...recount };
      const answer = { ok: ok && told.ok, at, checks: [...checks, told] };
      if (!mayPass(answer) || look === looks) return answer;
      await sleep(lookAgainMs);
    }
  }
}
