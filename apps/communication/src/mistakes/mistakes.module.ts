import { Module, type Type } from '@nestjs/common';

export const mistakesEntities: Type[] = [];

/** Mistakes, told to the client in time (CS-8). */
@Module({})
export class MistakesModule {}
