import { Module, type Type } from '@nestjs/common';

export const meetingsEntities: Type[] = [];

/** Meetings and their follow-ups (CS-11). */
@Module({})
export class MeetingsModule {}
