import { Module, type Type } from '@nestjs/common';

export const shiftsEntities: Type[] = [];

/** Shifts, updates, breaks and silence (CS-1 to CS-3). */
@Module({})
export class ShiftsModule {}
