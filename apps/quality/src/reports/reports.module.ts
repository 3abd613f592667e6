import { Module, type Type } from '@nestjs/common';

export const reportsEntities: Type[] = [];

@Module({})
export class ReportsModule {}
