import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';

export const commissionsEntities: Type[] = [];

/** Commission on what clients pay (RC-4, RC-5, RC-8). */
@Module({ imports: [NetworkModule, PolicyModule] })
export class CommissionsModule {}
