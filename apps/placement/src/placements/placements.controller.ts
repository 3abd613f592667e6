import { Controller } from '@nestjs/common';
import {
  activatePlacement,
  cancelPlacement,
  endPlacement,
  getPlacement,
  listPlacements,
  pausePlacement,
  resumePlacement,
  selectOffer,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CancelService } from './cancel.service.js';
import { PlacementsService } from './placements.service.js';
import { SelectionService } from './selection.service.js';
import { StepsService } from './steps.service.js';

@Controller()
export class PlacementsController {
  constructor(
    private readonly placements: PlacementsService,
    private readonly selection: SelectionService,
    private readonly steps: StepsService,
    private readonly cancellation: CancelService,
  ) {}

  @Rpc(selectOffer)
  select(call: Call<typeof selectOffer>) {
    return this.selection.select(call);
  }

  @Rpc(getPlacement)
  get({ actor, input }: Call<typeof getPlacement>) {
    return this.placements.get(actor, input.id);
  }

  @Rpc(listPlacements)
  list({ actor, input }: Call<typeof listPlacements>) {
    return this.placements.list(actor, input);
  }

  @Rpc(activatePlacement)
  activate(call: Call<typeof activatePlacement>) {
    return this.steps.activate(call);
  }

  @Rpc(pausePlacement)
  pause(call: Call<typeof pausePlacement>) {
    return this.steps.pause(call);
  }

  @Rpc(resumePlacement)
  resume(call: Call<typeof resumePlacement>) {
    return this.steps.resume(call);
  }

  @Rpc(endPlacement)
  end(call: Call<typeof endPlacement>) {
    return this.steps.end(call);
  }

  @Rpc(cancelPlacement)
  cancel(call: Call<typeof cancelPlacement>) {
    return this.cancellation.cancel(call);
  }
}
