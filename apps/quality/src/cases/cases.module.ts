import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { CaseEntity } from './case.entity.js';
import { Cases } from './cases.js';

export const casesEntities: Type[] = [CaseEntity];

/** Cases: answered in time, closed with root cause and action (QN-3, QN-6). */
@Module({ imports: [NetworkModule], providers: [Cases], exports: [Cases] })
export class CasesModule {}
