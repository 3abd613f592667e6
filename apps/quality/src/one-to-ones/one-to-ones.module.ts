import { Module, type Type } from '@nestjs/common';

export const oneToOnesEntities: Type[] = [];

@Module({})
export class OneToOnesModule {}
