import { definitionsOf, passwordHash } from './definitions.js';
import { shoreline } from './topology-input.js';
import { topologyOf } from './topology.js';

describe('The definitions of the broker', () => {
  const topology = topologyOf(shoreline);

  test('without hashes nobody can log in with a password', () => {
    const { users } = definitionsOf(topology);
    expect(users.map(({ name }) => name)).toEqual(topology.users.map(({ name }) => name));
    expect(users.every(({ password_hash, tags }) => password_hash === '' && tags === '')).toBe(true);
  });

  test('give each user its hash and its rights in the virtual host named', () => {
    const { users, permissions, topic_permissions } = definitionsOf(topology, {
      vhost: 'test',
      passwordHashes: { payroll: 'hash' },
    });
    expect(users.find(({ name }) => name === 'payroll')?.password_hash).toBe('hash');
    expect(permissions.find(({ user }) => user === 'payroll')).toEqual({
      user: 'payroll',
      vhost: 'test',
      configure: '^$',
      write: '^(payroll\\.answers)$',
      read: '^(payroll\\.payouts)$',
    });
    expect(topic_permissions).toContainEqual({
      user: 'payments',
      vhost: 'test',
      exchange: 'shoreline.events',
      write: '^payments\\.',
      read: '^$',
    });
  });

  test("a hash is RabbitMQ's: salt, then SHA-256 of salt and password", () => {
    // The worked example of RabbitMQ's guide to passwords.
    const salt = Buffer.from('908DC60A', 'hex');
    expect(passwordHash('test12', salt)).toBe('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR');
    expect(passwordHash('test12')).not.toBe(passwordHash('test12'));
  });
});
