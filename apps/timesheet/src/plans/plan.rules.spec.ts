import { tasksOf } from './plan.rules.js';

const [id, leadId] = ['019c0000-0000-7000-8000-000000000001', '019c0000-0000-7000-8000-000000000002'];

it.each([
  ['Without losing an order.', 'Without losing an order.\n\nPlanned with Blue Heron before the work began.'],
  [null, 'Planned with Blue Heron before the work began.'],
  ['', 'Planned with Blue Heron before the work began.'],
])(
  'a planned task described as %j waits on the board, with its estimate and where it came from (RC-2)',
  (its, said) => {
    const tasks = [{ id, title: 'Move the shop', description: its, estimateMinutes: 2_400 }];
    expect(tasksOf({ leadId, companyName: 'Blue Heron', tasks })).toEqual([
      {
        ...{ id, title: 'Move the shop', estimateMinutes: 2_400, description: said },
        ...{ column: 'to-do', reportedMinutes: 0, week: null, sourceKind: 'plan', sourceId: leadId },
      },
    ]);
  },
);
