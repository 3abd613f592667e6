import { once } from 'node:events';
import amqp from 'amqplib';
import { MAX_MESSAGE_SIZE } from './rabbitmq.js';

describe('the private broker', () => {
  let connection: Awaited<ReturnType<typeof amqp.connect>>;
  beforeAll(async () => void (connection = await amqp.connect(process.env.TEST_AMQP_URL!)));
  afterAll(() => connection.close());

  it('takes a message of 16 MB and refuses a larger one', async () => {
    const channel = await connection.createConfirmChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    channel.sendToQueue(queue, Buffer.alloc(MAX_MESSAGE_SIZE));
    await channel.waitForConfirms();
    const refused = once(channel, 'error');
    channel.sendToQueue(queue, Buffer.alloc(MAX_MESSAGE_SIZE + 1));
    expect(String(await refused)).toMatch(/PRECONDITION_FAILED.*size/);
  });
});
