import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { RpcClient } from '#libs/messaging';
import { EndpointGuard } from '../auth/endpoint.guard.js';
import { Tokens } from '../auth/tokens.js';
import { GATEWAY_CONFIG, type GatewayConfig, loadGatewayConfig } from '../config.js';
import { RateLimitGuard } from '../rate-limit/rate-limit.guard.js';
import { rateLimits } from '../rate-limit/rate-limits.js';
import { EtagInterceptor } from './etag.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { Routes } from './routes.js';
import { Services } from './services.js';
import { ValidationPipe } from './validation.pipe.js';

/** What stands around every route, and what routes are written with. */
@Global()
@Module({
  imports: [DiscoveryModule, ThrottlerModule.forRootAsync({ inject: [GATEWAY_CONFIG], useFactory: rateLimits })],
  providers: [
    { provide: GATEWAY_CONFIG, useFactory: loadGatewayConfig },
    {
      provide: RpcClient,
      inject: [GATEWAY_CONFIG],
      useFactory: ({ AMQP_URL }: GatewayConfig) => new RpcClient({ url: AMQP_URL, name: 'gateway' }),
    },
    Services,
    Routes,
    Tokens,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: EndpointGuard },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
  exports: [GATEWAY_CONFIG, RpcClient, Services, Routes, Tokens],
})
export class HttpModule {}
