import type { Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Inbox, Relay, RpcClient } from '#libs/messaging';
import type { Application } from './application.js';
import { measureEvents } from './event-metrics.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** Finds the parts that a process has, and has their health checked and their backlog measured. */
export function watch({ app, server }: Application): { readiness: Readiness; metrics: Metrics } {
  // Not `app.get`, which reports what it doesn't find as an error.
  const all = app.get(ModuleRef);
  const find = <T>(part: Type<T>): T | undefined => {
    try {
      return all.get(part, { strict: false });
    } catch {
      return undefined;
    }
  };
  const [relay, inbox, client, database] = [find(Relay), find(Inbox), find(RpcClient), find(DataSource)];
  const readiness = app.get(Readiness);
  const metrics = app.get(Metrics);
  const connected = (name: string, up: () => boolean): void =>
    readiness.check(name, () => {
      if (!up()) throw new Error('not connected to the broker');
    });
  if (database) readiness.check('database', async () => void (await database.query('select 1')));
  if (server) connected('requests', () => server.listening);
  if (client) connected('services', () => client.connected);
  if (relay) connected('outbox', () => relay.ready);
  if (inbox) connected('inbox', () => inbox.ready);
  measureEvents(metrics, { ...(relay && { relay }), ...(inbox && { inbox }) });
  return { readiness, metrics };
}
