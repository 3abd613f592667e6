import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addContact,
  changeClient,
  ClientChange,
  ClientFilter,
  getClient,
  listClients,
  NewClient,
  NewContact,
  registerClient,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, IfMatch, network, PathId, Services, staff } from '../http/index.js';

const contactKnown = conflict('placement.contact-known', 'The client has a contact with this e-mail address.');

@ApiTags('Clients')
@Controller('clients')
export class ClientsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Register a client company',
    description: 'Accounts of its people are made apart, with its id as their clientId.',
    roles: network,
    answer: registerClient,
    errors: [contactKnown],
    examples: {
      request: {
        name: 'Hafen GmbH',
        country: 'DE',
        timeZone: 'Europe/Berlin',
        contacts: [{ name: 'Jo Wulf', email: 'jo@hafen.example', title: 'CTO' }],
      },
    },
  })
  @Post()
  register(@Caller() caller: Caller, @Body({ schema: NewClient }) client: z.output<typeof NewClient>) {
    return this.services.ask(caller, registerClient, client);
  }

  @Endpoint({
    summary: 'List clients',
    description: 'A client sees its own company only.',
    roles: ['client', ...staff],
    answer: listClients,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ClientFilter }) filter: z.output<typeof ClientFilter>) {
    return this.services.ask(caller, listClients, filter);
  }

  @Endpoint({ summary: 'Read a client', roles: ['client', ...staff], answer: getClient })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getClient, { id });
  }

  @Endpoint({
    summary: 'Change a client',
    roles: network,
    answer: changeClient,
    examples: { request: { name: 'Hafen Logistik GmbH' } },
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: ClientChange }) change: z.output<typeof ClientChange>,
  ) {
    return this.services.ask(caller, changeClient, { id, version, change });
  }

  @Endpoint({
    summary: 'Add a contact',
    description: 'A person at the client.',
    roles: ['client', ...network],
    answer: addContact,
    errors: [contactKnown],
  })
  @Post(':id/contacts')
  addContact(
    @Caller() caller: Caller,
    @PathId() clientId: string,
    @Body({ schema: NewContact }) contact: z.output<typeof NewContact>,
  ) {
    return this.services.ask(caller, addContact, { clientId, contact });
  }
}
