import { Module, type Type } from '@nestjs/common';

export const questionsEntities: Type[] = [];

/** Questions and their answers (CS-4, CS-5). */
@Module({})
export class QuestionsModule {}
