import { Module, type Type } from '@nestjs/common';

export const questionnairesEntities: Type[] = [];

@Module({})
export class QuestionnairesModule {}
