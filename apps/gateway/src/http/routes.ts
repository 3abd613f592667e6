import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ENDPOINT } from './route-facts.js';

export interface Route {
  method: string;
  /** As Fastify has it: `/v1/accounts/:id`. */
  url: string;
}

/** Every route there is: what 405 answers from, and what the access table is held against. */
@Injectable()
export class Routes implements OnModuleInit {
  readonly all: Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws for a route that doesn't say who may call it. */
  onModuleInit(): void {
    const bare = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.bareRoutes(metatype?.prototype as object | undefined));
    if (bare.length) throw new Error(`Routes need an @Endpoint: ${bare.join(', ')}`);
  }

  add({ method, url }: { method: string | string[]; url: string }): void {
    for (const each of [method].flat()) this.all.push({ method: each, url });
  }

  /** The methods a path answers to. */
  methodsOf(path: string): string[] {
    const segments = path.split('/');
    const matches = ({ url }: Route): boolean => {
      const pattern = url.split('/');
      return (
        pattern.length === segments.length && pattern.every((part, i) => part.startsWith(':') || part === segments[i])
      );
    };
    return [...new Set(this.all.filter(matches).map(({ method }) => method))];
  }

  private bareRoutes(prototype: object | undefined): string[] {
    if (!prototype) return [];
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => {
        const handler = Reflect.get(prototype, name) as object;
        return Reflect.hasMetadata(PATH_METADATA, handler) && !Reflect.hasMetadata(ENDPOINT, handler);
      })
      .map((name) => `${prototype.constructor.name}.${name} (${methodName(prototype, name)})`);
  }
}

const methodName = (prototype: object, name: string): string =>
  RequestMethod[Reflect.getMetadata(METHOD_METADATA, Reflect.get(prototype, name) as object) as RequestMethod];
