import { Controller } from '@nestjs/common';
import {
  advanceLead,
  decideReview,
  extendProtection,
  getLead,
  linkClient,
  listLeads,
  listReviews,
  recordOutcome,
  registerLead,
  setPlan,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { LeadSteps } from './lead-steps.service.js';
import { LeadsService } from './leads.service.js';
import { Outcomes } from './outcomes.service.js';
import { Reviews } from './reviews.service.js';

@Controller()
export class LeadsController {
  constructor(
    private readonly leads: LeadsService,
    private readonly steps: LeadSteps,
    private readonly outcomes: Outcomes,
    private readonly reviews: Reviews,
  ) {}

  @Rpc(registerLead)
  register(call: Call<typeof registerLead>) {
    return this.leads.register(call);
  }

  @Rpc(getLead)
  get({ actor, input }: Call<typeof getLead>) {
    return this.leads.get(actor, input.id);
  }

  @Rpc(listLeads)
  list({ actor, input }: Call<typeof listLeads>) {
    return this.leads.list(actor, input);
  }

  @Rpc(advanceLead)
  advance(call: Call<typeof advanceLead>) {
    return this.steps.advance(call);
  }

  @Rpc(setPlan)
  plan(call: Call<typeof setPlan>) {
    return this.steps.plan(call);
  }

  @Rpc(linkClient)
  linkClient(call: Call<typeof linkClient>) {
    return this.steps.linkClient(call);
  }

  @Rpc(extendProtection)
  extend(call: Call<typeof extendProtection>) {
    return this.steps.extend(call);
  }

  @Rpc(recordOutcome)
  record(call: Call<typeof recordOutcome>) {
    return this.outcomes.record(call);
  }

  @Rpc(listReviews)
  listReviews({ actor, input }: Call<typeof listReviews>) {
    return this.reviews.list(actor, input);
  }

  @Rpc(decideReview)
  decide(call: Call<typeof decideReview>) {
    return this.reviews.decide(call);
  }
}
