import request from 'supertest';
import type { Role } from '#libs/access';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

describe('the routes of communication and notices', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startTestApp(GatewayModule);
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.asked.length = 0;
    gateway.answer(() => ({ id: newId(), version: 3 }));
  });

  const server = () => request(gateway.app.getHttpAdapter().getInstance().server);
  const mail = 'From: Carla <carla@harbour.example>\r\nMessage-ID: <1@x>\r\n\r\nШалом "≤"\r\n';
  const post = async (path: string, mediaType: string, body: string | Buffer, role: Role = 'partner') =>
    server()
      .post(path)
      .set('authorization', await gateway.bearer(role))
      .type(mediaType)
      .send(body);

  describe('an e-mail that comes in (CS-4)', () => {
    it.each([
      ['as it is', 'message/rfc822', mail, { raw: Buffer.from(mail).toString('base64'), encoding: 'base64' }],
      ['in JSON', 'application/json', JSON.stringify({ raw: mail }), { raw: mail, encoding: 'utf8' }],
    ])('is handed on as it came: %s', async (_, mediaType, body, input) => {
      expect((await post('/v1/inbound/emails', mediaType, body)).status).toBe(201);
      expect(gateway.asked).toMatchObject([{ name: 'communication.receive-email', input }]);
    });

    it('is bytes, in whatever character set', async () => {
      const bytes = Buffer.from(mail.replace('Шалом "≤"', 'Grüße'), 'latin1');
      expect((await post('/v1/inbound/emails', 'message/rfc822', bytes)).status).toBe(201);
      expect(gateway.asked).toMatchObject([{ input: { raw: bytes.toString('base64') } }]);
    });

    it('may have up to a megabyte, and no more', async () => {
      const sized = (size: number) => post('/v1/inbound/emails', 'message/rfc822', 'x'.repeat(size));
      expect((await sized(1_000_000)).status).toBe(201);
      const { status, body } = await sized(1_000_001);
      expect([status, body.code, body.errors[0].field]).toEqual([422, 'request.invalid', 'raw']);
      expect((await sized(3_000_000)).status).toBe(413);
      expect(gateway.asked).toHaveLength(1);
    });

    it('comes in there only', async () => {
      const { status, body } = await post('/v1/inbound/messages', 'message/rfc822', mail);
      expect([status, body.code]).toEqual([415, 'request.unsupported-media-type']);
    });
  });

  it('a meeting is a file for a calendar (CS-11)', async () => {
    gateway.answer(() => ({ ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }));
    const { status, headers, text } = await server()
      .get(`/v1/meetings/${newId()}/calendar.ics`)
      .set('authorization', await gateway.bearer('client'));
    expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers['content-disposition']).toContain('meeting.ics');
    expect(text).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
  });

  it('preferences of “me” are those of who asks (NT-1)', async () => {
    const id = newId();
    const { headers } = await server()
      .patch('/v1/me/notification-preferences')
      .set('authorization', await gateway.bearer('expert', { id }))
      .set('if-match', '"2"')
      .send({ digestAt: '08:30' });
    expect(headers['etag']).toBe('"3"');
    expect(gateway.asked).toMatchObject([{ input: { accountId: id, version: 2, change: { digestAt: '08:30' } } }]);
  });

  it('a day off is named by its placement and its own id (CS-1)', async () => {
    const [placementId, id] = [newId(), newId()];
    const path = `/v1/placements/${placementId}/days-off/${id}/removal`;
    const reason = 'The trip was put off';
    expect((await post(path, 'application/json', JSON.stringify({ reason }), 'expert')).status).toBe(200);
    expect(gateway.asked).toMatchObject([{ input: { placementId, id, reason } }]);
  });
});
