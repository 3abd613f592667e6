import { Controller } from '@nestjs/common';
import { changePreferences, getPreferences } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { PreferencesService } from './preferences.service.js';

@Controller()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Rpc(getPreferences)
  get({ actor, input }: Call<typeof getPreferences>) {
    return this.preferences.get(actor, input.accountId);
  }

  @Rpc(changePreferences)
  change(call: Call<typeof changePreferences>) {
    return this.preferences.change(call);
  }
}
