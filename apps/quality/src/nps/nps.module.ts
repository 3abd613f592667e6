import { Module, type Type } from '@nestjs/common';

export const npsEntities: Type[] = [];

@Module({})
export class NpsModule {}
