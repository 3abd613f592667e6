import { Module, type Type } from '@nestjs/common';

export const complaintsEntities: Type[] = [];

@Module({})
export class ComplaintsModule {}
