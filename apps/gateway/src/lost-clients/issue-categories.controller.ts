import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addIssueCategory,
  changeIssueCategory,
  IssueCategoryChange,
  IssueCategoryFilter,
  listIssueCategories,
  NewIssueCategory,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services } from '../http/index.js';

const groupNameMissing = invalidField(
  'placement.group-name-missing',
  'groupName',
  'must name a group that is new',
  'PL-13',
);

@ApiTags('Lost clients')
@Controller('issue-categories')
export class IssueCategoriesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List issue categories',
    description: 'What can go wrong, and which of it is related. Complaints and lost clients go by them.',
    rules: ['PL-13', 'QN-4'],
    roles: members,
    answer: listIssueCategories,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: IssueCategoryFilter }) filter: z.output<typeof IssueCategoryFilter>) {
    return this.services.ask(caller, listIssueCategories, filter);
  }

  @Endpoint({
    summary: 'Add an issue category',
    description: 'To a group that is there, or with the name of a new one.',
    rules: ['PL-13', 'QN-4'],
    roles: ['admin'],
    answer: addIssueCategory,
    examples: { request: { key: 'vague-reports', name: 'Reports that say little', group: 'communication' } },
    errors: [
      conflict('placement.issue-category-known', 'There is a category of this key; it may be inactive.', {
        rule: 'PL-13',
        errors: [{ field: 'key', message: 'must be a new one' }],
      }),
      groupNameMissing,
    ],
  })
  @Post()
  add(@Caller() caller: Caller, @Body({ schema: NewIssueCategory }) category: z.output<typeof NewIssueCategory>) {
    return this.services.ask(caller, addIssueCategory, category);
  }

  @Endpoint({
    summary: 'Change an issue category',
    description:
      'A new name of its group goes for all categories in it. What is recorded keeps the group it was recorded with; an inactive category is given to nothing new.',
    rules: ['PL-13', 'QN-4'],
    roles: ['admin'],
    of: 'issue-category',
    answer: changeIssueCategory,
    examples: { request: { name: 'Answers that come late' } },
    errors: [groupNameMissing],
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: IssueCategoryChange }) change: z.output<typeof IssueCategoryChange>,
  ) {
    return this.services.ask(caller, changeIssueCategory, { id, version, change });
  }
}
