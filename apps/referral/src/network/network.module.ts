import { Module, type Type } from '@nestjs/common';
import { ChangeEntity, Edits, History } from '#libs/history';
import { PeopleConsumer } from './people.consumer.js';
import { AccountEntity, ClientEntity, ExpertEntity } from './people.entities.js';
import { PlacementsConsumer } from './placements.consumer.js';

export const networkEntities: Type[] = [ClientEntity, ExpertEntity, AccountEntity, ChangeEntity];

/** What the other services told of people and placements; its consumers hear an event before those of other modules. */
@Module({
  providers: [PeopleConsumer, PlacementsConsumer, History, Edits],
  exports: [History, Edits],
})
export class NetworkModule {}
