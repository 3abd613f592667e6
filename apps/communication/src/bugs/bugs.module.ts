import { Module, type Type } from '@nestjs/common';

export const bugsEntities: Type[] = [];

/** Bugs and their fixes (CS-6). */
@Module({})
export class BugsModule {}
