import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { Timer } from './timers.js';

const timerKind = 'shoreline:timer-kind';

/** What a timer's transaction must not wait for, such as a talk with another server. Never throws. */
export type AfterCommit = () => Promise<void>;
export type TimerHandler = (timer: Timer, tx: EntityManager) => Promise<unknown>;
/** What the decorator accepts: a handler may name the type of its payload. */
type TimerMethod = (timer: Timer<never>, tx: EntityManager) => Promise<unknown>;

/**
 * Marks the one handler of a kind of timer, in any provider: `@OnTimer('payments.payout-due') due(timer, tx)`.
 * Its effects belong in `tx`; when it throws, the timer stays and is tried again later. A function it answers
 * (`AfterCommit`) is called once, after the commit, and `runDue` waits for it.
 */
export const OnTimer =
  (kind: string) =>
  <M extends TimerMethod>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>): void =>
    void SetMetadata(timerKind, kind)(target, key, descriptor);

/** All `@OnTimer` handlers of this process. */
@Injectable()
export class TimerHandlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** Kind → handler. Throws when two methods want the same kind. */
  find(): Map<string, TimerHandler> {
    const handlers = new Map<string, TimerHandler>();
    // One instance may be provided under several tokens.
    const instances = new Set(this.discovery.getProviders().map(({ instance }) => instance as unknown));
    for (const instance of instances) {
      for (const { kind, handler } of this.handlersOf(instance)) {
        if (handlers.has(kind)) throw new Error(`The timer ${kind} has two handlers.`);
        handlers.set(kind, handler);
      }
    }
    return handlers;
  }

  private handlersOf(instance: unknown): { kind: string; handler: TimerHandler }[] {
    if (typeof instance !== 'object' || instance === null) return [];
    const methods = instance as Record<string, TimerHandler>;
    return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object | null).flatMap((name) => {
      const method = methods[name];
      const kind = method && this.reflector.get<string | undefined>(timerKind, method);
      return kind ? [{ kind, handler: method.bind(instance) }] : [];
    });
  }
}
