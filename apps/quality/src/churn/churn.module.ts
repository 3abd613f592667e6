import { Module, type Type } from '@nestjs/common';

export const churnEntities: Type[] = [];

@Module({})
export class ChurnModule {}
