import { Controller, Inject } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { listTemplates, previewTemplate } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { type Answer, type Call, Rpc } from '#libs/messaging';
import { NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import { exampleKnown } from './examples.js';
import { templatesByName } from './index.js';
import type { Template } from './template.js';

const staff = ['admin', 'account-executive', 'team-lead'] as const;

/** NT-1. All templates, each with an example to look at. */
@Controller()
export class TemplatesController {
  constructor(@Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig) {}

  @Rpc(listTemplates)
  list({ actor }: Call<typeof listTemplates>): Answer<typeof listTemplates> {
    requireRole(actor, ...staff);
    return { items: [...templatesByName.values()].map(viewOf) };
  }

  @Rpc(previewTemplate)
  preview({ actor, input }: Call<typeof previewTemplate>): Answer<typeof previewTemplate> {
    requireRole(actor, ...staff);
    const template = templatesByName.get(input.name);
    if (!template) throw notFound('notification.no-such-template', `There is no template ${input.name}.`);
    const known = { ...exampleKnown, baseUrl: this.config.PUBLIC_URL };
    return { template: viewOf(template), ...template.write(template.example, known) };
  }
}

const viewOf = ({ name, topic, description, rule }: Template<unknown>) => ({ name, topic, description, rule });
