import { Module, type Type } from '@nestjs/common';

export const clocksEntities: Type[] = [];

/** The clocks of promises (CS-7). */
@Module({})
export class ClocksModule {}
