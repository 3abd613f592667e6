import { Module, type Type } from '@nestjs/common';
import { Glossary } from './glossary.js';
import { PlainLanguageController } from './plain-language.controller.js';
import { TermEntity } from './term.entity.js';
import { TermsService } from './terms.service.js';

export const plainLanguageEntities: Type[] = [TermEntity];

/** The glossary and the check of drafts (CS-10). */
@Module({ controllers: [PlainLanguageController], providers: [Glossary, TermsService] })
export class PlainLanguageModule {}
