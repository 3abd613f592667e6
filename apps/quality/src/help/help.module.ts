import { Module, type Type } from '@nestjs/common';

export const helpEntities: Type[] = [];

@Module({})
export class HelpModule {}
