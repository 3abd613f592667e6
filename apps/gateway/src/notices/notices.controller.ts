import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  getNotice,
  listNotices,
  listTemplates,
  NoticeFilter,
  previewTemplate,
  resendNotice,
  templateName,
} from '#libs/contracts';
import { conflict, notFound } from '#libs/errors';
import { Caller, Endpoint, everyone, PathId, Services, staff } from '../http/index.js';

const TemplatePath = z.object({ name: templateName });

@ApiTags('Notices')
@Controller()
export class NoticesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List notices',
    description:
      'What was sent to whom, and what failed. Account executives and administrators see all, a team lead also what its people were told, everybody else their own.',
    rules: ['NT-1'],
    roles: everyone,
    answer: listNotices,
  })
  @Get('notices')
  list(@Caller() caller: Caller, @Query({ schema: NoticeFilter }) filter: z.output<typeof NoticeFilter>) {
    return this.services.ask(caller, listNotices, filter);
  }

  @Endpoint({
    summary: 'Read a notice',
    description: 'With its text and HTML, as they went out.',
    rules: ['NT-1'],
    roles: everyone,
    of: 'notice',
    answer: getNotice,
  })
  @Get('notices/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getNotice, { id });
  }

  @Endpoint({
    summary: 'Try a failed notice again',
    rules: ['NT-1'],
    roles: staff,
    of: 'notice',
    answer: resendNotice,
    status: 200,
    errors: [
      conflict('notification.not-failed', 'Only a notice that failed is sent again; this one is sent.', {
        rule: 'NT-1',
      }),
    ],
  })
  @Post('notices/:id/retry')
  retry(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, resendNotice, { id });
  }

  @Endpoint({
    summary: 'List the templates of notices',
    description: 'Who gets each of them, when, and by which rule.',
    rules: ['NT-1'],
    roles: staff,
    answer: listTemplates,
  })
  @Get('notice-templates')
  templates(@Caller() caller: Caller) {
    return this.services.ask(caller, listTemplates, {});
  }

  @Endpoint({
    summary: 'Preview a template',
    description: 'Subject, text and HTML, filled with example data.',
    rules: ['NT-1'],
    roles: staff,
    answer: previewTemplate,
    errors: [notFound('notification.no-such-template', 'There is no template clock-won.')],
  })
  @Get('notice-templates/:name')
  preview(@Caller() caller: Caller, @Param({ schema: TemplatePath }) { name }: z.output<typeof TemplatePath>) {
    return this.services.ask(caller, previewTemplate, { name });
  }
}
