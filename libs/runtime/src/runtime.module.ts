import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { loggerParams } from './logging.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { RpcObserver } from './rpc-observer.js';

/** What stands around a process's own module: logs, metrics and health. */
@Global()
@Module({})
export class RuntimeModule {
  static around(module: Type, about: { logger: Logger; answersRpc: boolean }): DynamicModule {
    const observer = { provide: APP_INTERCEPTOR, useClass: RpcObserver };
    return {
      module: RuntimeModule,
      imports: [LoggerModule.forRoot(loggerParams(about.logger)), TerminusModule.forRoot({ logger: false }), module],
      providers: [Metrics, Readiness, ...(about.answersRpc ? [observer] : [])],
      exports: [Metrics, Readiness],
    };
  }
}
