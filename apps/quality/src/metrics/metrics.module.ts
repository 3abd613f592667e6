import { Module, type Type } from '@nestjs/common';

export const metricsEntities: Type[] = [];

@Module({})
export class MetricsModule {}
