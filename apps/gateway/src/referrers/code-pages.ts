import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Referrer } from '#libs/contracts';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

type ReferrerView = z.output<typeof Referrer>;

/** RC-1. The page of a code by the address that is handed over: services know its path alone. */
@Injectable()
export class CodePages {
  constructor(@Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig) {}

  async addressed(asked: Promise<ReferrerView>): Promise<ReferrerView> {
    return this.withAddress(await asked);
  }

  async allAddressed<P extends { items: ReferrerView[] }>(asked: Promise<P>): Promise<P> {
    const page = await asked;
    return { ...page, items: page.items.map((each) => this.withAddress(each)) };
  }

  private withAddress(referrer: ReferrerView): ReferrerView {
    const { codePage } = referrer;
    return { ...referrer, codePage: codePage && this.config.PUBLIC_URL + codePage };
  }
}
