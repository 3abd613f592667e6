import { Module, type Type } from '@nestjs/common';

export const plainLanguageEntities: Type[] = [];

/** The glossary and the check of drafts (CS-10). */
@Module({})
export class PlainLanguageModule {}
