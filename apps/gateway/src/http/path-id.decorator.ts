import { Param } from '@nestjs/common';
import { Id } from '#libs/contracts';

/** A UUID of the path: `@PathId() id: string`, `@PathId('placementId') placementId: string`. 400 when it isn't one. */
export const PathId = (name = 'id'): ParameterDecorator => Param(name, { schema: Id });
