import { Controller } from '@nestjs/common';
import { addContact, changeClient, getClient, listClients, registerClient } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ClientsService } from './clients.service.js';

@Controller()
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Rpc(registerClient)
  register(call: Call<typeof registerClient>) {
    return this.clients.register(call);
  }

  @Rpc(getClient)
  get({ actor, input }: Call<typeof getClient>) {
    return this.clients.get(actor, input.id);
  }

  @Rpc(listClients)
  list({ actor, input }: Call<typeof listClients>) {
    return this.clients.list(actor, input);
  }

  @Rpc(changeClient)
  change(call: Call<typeof changeClient>) {
    return this.clients.change(call);
  }

  @Rpc(addContact)
  addContact(call: Call<typeof addContact>) {
    return this.clients.addContact(call);
  }
}
