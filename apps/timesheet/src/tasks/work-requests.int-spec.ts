import type { z } from 'zod';
import { communicationEvents, listTasks } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aBoard, anEvent } from '../test-support/builders.js';
import { startTimesheet } from '../test-support/timesheet.js';
import { WorkRequestsConsumer } from './work-requests.consumer.js';

const { workRequested } = communicationEvents;
type Request = z.output<typeof workRequested.data>;

describe('TS-11: work that follows from a question', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTimesheet();
  });
  afterAll(() => test.stop());

  const aRequest = (placementId: string, change: Partial<Request> = {}): Request => ({
    taskId: newId(),
    placementId,
    title: 'Send invoices as PDF',
    description: 'As asked on Monday',
    estimateMinutes: 240,
    source: { kind: 'question', id: newId() },
    requestedBy: 'Carl Client',
    requestedAt: '2026-03-02T10:00:00.000Z',
    ...change,
  });
  const hear = (request: Request): Promise<void> =>
    test.app
      .get(Transactions)
      .run((tx) =>
        test.app.get(WorkRequestsConsumer).requested(anEvent(workRequested.type, request.taskId, request), tx),
      );

  it('becomes a task that names its source and who asked for it', async () => {
    const board = await aBoard(test);
    const request = aRequest(board.placementId);
    await hear(request);
    await hear(aRequest(board.placementId, { title: 'Another', estimateMinutes: null }));
    const { placementId } = board;
    const { items } = await test.ask(listTasks, board.client, { placementId, sourceId: request.source.id });
    expect(items).toEqual([
      {
        id: request.taskId,
        placementId,
        title: 'Send invoices as PDF',
        description: 'As asked on Monday',
        column: 'to-do',
        estimateMinutes: 240,
        reportedMinutes: 0,
        overrun: 'none',
        week: null,
        source: request.source,
        createdBy: 'Carl Client',
        createdAt: request.requestedAt,
        updatedBy: 'Carl Client',
        updatedAt: request.requestedAt,
        version: 1,
      },
    ]);
  });

  it('heard twice is one task, and changes nothing that was done with it', async () => {
    const board = await aBoard(test);
    const request = aRequest(board.placementId);
    await hear(request);
    await hear({ ...request, title: 'Told again' });
    const { items } = await test.ask(listTasks, board.client, { placementId: board.placementId });
    expect(items.map(({ title }) => title)).toEqual(['Send invoices as PDF']);
  });

  it('waits for a board that comes later', async () => {
    const placementId = newId();
    const request = aRequest(placementId);
    // No refusal: the inbox tries again later.
    await expect(hear(request)).rejects.toThrow(`The board of placement ${placementId} isn't there yet.`);
    const board = await aBoard(test, { placementId });
    await hear(request);
    expect((await test.ask(listTasks, board.client, { placementId })).items).toHaveLength(1);
  });
});
