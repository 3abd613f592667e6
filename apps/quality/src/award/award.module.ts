import { Module, type Type } from '@nestjs/common';

export const awardEntities: Type[] = [];

@Module({})
export class AwardModule {}
