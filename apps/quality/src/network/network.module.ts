import { Module, type Type } from '@nestjs/common';
import { ChangeEntity, Edits, History } from '#libs/history';
import { Circle } from './circle.js';
import { PeopleConsumer } from './people.consumer.js';
import { AccountEntity, ClientEntity, ContactEntity, ExpertEntity } from './people.entities.js';
import { PlacementEntity } from './placement.entity.js';
import { PlacementsConsumer } from './placements.consumer.js';

export const networkEntities: Type[] = [
  PlacementEntity,
  ClientEntity,
  ContactEntity,
  ExpertEntity,
  AccountEntity,
  ChangeEntity,
];

/** What the other services told of people and placements; its consumers hear an event before those of other modules. */
@Module({
  providers: [Circle, PeopleConsumer, PlacementsConsumer, History, Edits],
  exports: [Circle, History, Edits],
})
export class NetworkModule {}
