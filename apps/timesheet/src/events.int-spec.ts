import { communicationEvents, getBoard, listBoards, listTasks, placementEvents, reviewSheet } from '#libs/contracts';
import { CloudEvent, Relay } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { eventually, TestBroker, type TestService } from '#libs/testing';
import { aClient, anAdmin, anExpert, aSubmittedWeek, terms } from './test-support/builders.js';
import { startTimesheet } from './test-support/timesheet.js';

const { placementActivated, contractAmended, placementPaused, placementSelected } = placementEvents;
const { workRequested } = communicationEvents;

describe('Events of other services, and its own, over the broker', () => {
  let broker: TestBroker;
  let test: TestService;

  beforeAll(async () => {
    broker = await TestBroker.open('timesheet.events', 'payments.events');
    test = await startTimesheet(undefined, broker.url);
    await broker.untilReady(test);
  });
  afterAll(async () => {
    await test?.stop();
    await broker?.close();
  });

  const client = aClient();
  const expert = anExpert();
  const parties = (placementId: string) => ({ placementId, clientId: client.clientId, expertId: expert.expertId });
  /** What placement publishes: one event of a placement, with its place in the order. */
  const publish = (event: { type: string }, placementId: string, version: number, data: object): void =>
    broker.publish(event, placementId, version, { ...parties(placementId), ...data });
  const activation = {
    title: 'Storefront',
    clientName: 'Blue Heron',
    expertName: 'Ana Šimić',
    programme: 'network',
    programmeVersion: 1,
    terms: { ...terms, weeklyCapMinutes: 2_400 },
  };
  const selection = {
    openingId: newId(),
    offerId: newId(),
    programme: 'network',
    readyBy: '2026-03-01T12:00:00.000Z',
  };

  it('TS-1: a placement activated, told twice, makes one board', async () => {
    const placementId = newId();
    publish(placementSelected, placementId, 1, selection);
    for (let copy = 0; copy < 2; copy++) publish(placementActivated, placementId, 2, activation);
    await broker.drained(test);
    expect(await test.ask(getBoard, client, { placementId })).toMatchObject({
      title: 'Storefront',
      weeklyCapMinutes: 2_400,
    });
    expect(
      (await test.ask(listBoards, anAdmin(), {})).items.filter((board) => board.placementId === placementId),
    ).toHaveLength(1);
  });

  it('TS-1: out of order, they take effect in order', async () => {
    const placementId = newId();
    const amended = { number: 2, effectiveFrom: '2026-03-02', terms: { ...activation.terms, weeklyCapMinutes: 1_200 } };
    publish(placementActivated, placementId, 2, activation);
    publish(placementSelected, placementId, 1, selection);
    publish(contractAmended, placementId, 3, amended);
    publish(placementPaused, placementId, 4, { from: '2026-03-09', reason: 'Holidays' });
    await broker.drained(test);
    const board = await test.ask(getBoard, client, { placementId });
    expect(board).toMatchObject({ state: 'paused', weeklyCapMinutes: 1_200 });
  });

  it('TS-11: work asked for before there is a board, and told twice, is one task once the board is there', async () => {
    const placementId = newId();
    const taskId = newId();
    const request = {
      ...{ taskId, placementId, title: 'Send invoices as PDF', description: '', estimateMinutes: null },
      ...{ source: { kind: 'question', id: newId() }, requestedBy: 'Carl', requestedAt: '2026-03-02T08:00:00.000Z' },
    };
    for (let copy = 0; copy < 2; copy++) publish(workRequested, taskId, 1, request);
    await broker.channel.waitForConfirms();
    publish(placementSelected, placementId, 1, selection);
    publish(placementActivated, placementId, 2, activation);
    await broker.drained(test);
    const { items } = await test.ask(listTasks, client, { placementId });
    expect(items).toMatchObject([{ id: taskId, source: request.source, createdBy: 'Carl' }]);
  });

  it('TS-6: its own leave for payments in the order of the sheet, without gaps', async () => {
    const week = await aSubmittedWeek(test);
    await test.ask(reviewSheet, week.client, {
      id: week.sheet.id,
      lines: [{ entryId: week.lines[0]!.id, decision: 'approve' }],
    });
    await test.ask(reviewSheet, week.client, { id: week.sheet.id, approveRest: true });
    await test.app.get(Relay).flush();
    const heard: CloudEvent[] = [];
    await broker.channel.consume(
      'payments.events',
      (message) => void (message && heard.push(CloudEvent.parse(JSON.parse(message.content.toString())))),
      { noAck: true },
    );
    const sheetEvents = () => heard.filter(({ subject }) => subject === week.sheet.id);
    await eventually('payments has three events of the sheet', () => sheetEvents().length === 3);
    expect(sheetEvents().map(({ type, aggregateversion, actorrole }) => [type, aggregateversion, actorrole])).toEqual([
      ['timesheet.sheet-submitted.v1', 1, 'expert'],
      ['timesheet.lines-approved.v1', 2, 'client'],
      ['timesheet.lines-approved.v1', 3, 'client'],
    ]);
  });
});
