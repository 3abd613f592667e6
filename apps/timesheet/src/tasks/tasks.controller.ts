import { Controller } from '@nestjs/common';
import {
  addTask,
  changeTask,
  getSprint,
  getTask,
  listTasks,
  moveTask,
  planTask,
  setSprintGoals,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { SprintsService } from './sprints.service.js';
import { TasksService } from './tasks.service.js';

@Controller()
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly sprints: SprintsService,
  ) {}

  @Rpc(listTasks)
  list({ actor, input }: Call<typeof listTasks>) {
    return this.tasks.list(actor, input);
  }

  @Rpc(getTask)
  get({ actor, input }: Call<typeof getTask>) {
    return this.tasks.get(actor, input.id);
  }

  @Rpc(addTask)
  add(call: Call<typeof addTask>) {
    return this.tasks.add(call);
  }

  @Rpc(changeTask)
  change(call: Call<typeof changeTask>) {
    return this.tasks.change(call);
  }

  @Rpc(moveTask)
  move(call: Call<typeof moveTask>) {
    return this.tasks.move(call);
  }

  @Rpc(planTask)
  plan(call: Call<typeof planTask>) {
    return this.tasks.plan(call);
  }

  @Rpc(getSprint)
  sprint({ actor, input }: Call<typeof getSprint>) {
    return this.sprints.get(actor, input.placementId, input.week);
  }

  @Rpc(setSprintGoals)
  setGoals(call: Call<typeof setSprintGoals>) {
    return this.sprints.setGoals(call);
  }
}
