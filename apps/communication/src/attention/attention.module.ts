import { Module, type Type } from '@nestjs/common';

export const attentionEntities: Type[] = [];

/** What needs somebody now. */
@Module({})
export class AttentionModule {}
