import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  addTask,
  BoardFilter,
  changeTask,
  getBoard,
  getSprint,
  getTask,
  listBoards,
  listTasks,
  Move,
  moveTask,
  NewTask,
  Plan,
  planTask,
  setSprintGoals,
  SprintGoals,
  TaskChange,
  TaskFilter,
  Week,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services } from '../http/index.js';

const workers = ['client', 'expert', 'account-executive'] as const;
const noEstimate = invalidField(
  'timesheet.estimate-missing',
  'estimateMinutes',
  'is needed before in-progress',
  'TS-2',
);
const noHours = invalidField(
  'timesheet.hours-missing',
  'reportedMinutes',
  'are needed before done: report the hours first',
  'TS-2',
);
const notMonday = invalidField('timesheet.week-not-monday', 'week', 'must be a Monday', 'TS-3');
const SprintPath = z.object({ id: z.uuid(), week: Week });

@ApiTags('Boards')
@Controller()
export class BoardsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List boards',
    description: 'One for each placement that was ever active; the id of a board is that of its placement.',
    rules: ['TS-1'],
    roles: members,
    answer: listBoards,
  })
  @Get('boards')
  list(@Caller() caller: Caller, @Query({ schema: BoardFilter }) filter: z.output<typeof BoardFilter>) {
    return this.services.ask(caller, listBoards, filter);
  }

  @Endpoint({ summary: 'Read a board', rules: ['TS-1'], roles: members, answer: getBoard })
  @Get('boards/:id')
  get(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, getBoard, { placementId });
  }

  @Endpoint({ summary: "List a board's tasks", rules: ['TS-1'], roles: members, answer: listTasks })
  @Get('boards/:id/tasks')
  listTasks(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Query({ schema: TaskFilter }) filter: z.output<typeof TaskFilter>,
  ) {
    return this.services.ask(caller, listTasks, { placementId, ...filter });
  }

  @Endpoint({ summary: 'Add a task', rules: ['TS-1'], roles: workers, answer: addTask })
  @Post('boards/:id/tasks')
  addTask(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Body({ schema: NewTask }) task: z.output<typeof NewTask>,
  ) {
    return this.services.ask(caller, addTask, { placementId, task });
  }

  @Endpoint({ summary: 'Read a task', roles: members, answer: getTask })
  @Get('tasks/:id')
  getTask(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getTask, { id });
  }

  @Endpoint({ summary: 'Change a task', roles: workers, answer: changeTask })
  @Patch('tasks/:id')
  changeTask(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: TaskChange }) change: z.output<typeof TaskChange>,
  ) {
    return this.services.ask(caller, changeTask, { id, version, change });
  }

  @Endpoint({
    summary: 'Move a task to another column',
    rules: ['TS-2'],
    roles: workers,
    answer: moveTask,
    examples: { request: { column: 'in-progress' } },
    errors: [noEstimate, noHours],
  })
  @Put('tasks/:id/column')
  move(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Move }) move: z.output<typeof Move>) {
    return this.services.ask(caller, moveTask, { id, ...move });
  }

  @Endpoint({
    summary: 'Plan a task into a week, or out of it',
    rules: ['TS-2', 'TS-3'],
    roles: workers,
    answer: planTask,
    errors: [noEstimate, notMonday],
  })
  @Put('tasks/:id/sprint')
  plan(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Plan }) plan: z.output<typeof Plan>) {
    return this.services.ask(caller, planTask, { id, ...plan });
  }

  @Endpoint({
    summary: 'Read a weekly sprint',
    rules: ['TS-3'],
    roles: members,
    answer: getSprint,
    errors: [notMonday],
  })
  @Get('boards/:id/sprints/:week')
  sprint(@Caller() caller: Caller, @Param({ schema: SprintPath }) { id, week }: z.output<typeof SprintPath>) {
    return this.services.ask(caller, getSprint, { placementId: id, week });
  }

  @Endpoint({
    summary: "Set a sprint's goals",
    rules: ['TS-3'],
    roles: workers,
    answer: setSprintGoals,
    errors: [notMonday],
  })
  @Put('boards/:id/sprints/:week/goals')
  setGoals(
    @Caller() caller: Caller,
    @Param({ schema: SprintPath }) { id, week }: z.output<typeof SprintPath>,
    @Body({ schema: SprintGoals }) { goals }: z.output<typeof SprintGoals>,
  ) {
    return this.services.ask(caller, setSprintGoals, { placementId: id, week, goals });
  }
}
