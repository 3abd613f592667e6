import type { MigrationClass } from '#libs/persistence';
import { Initial1760000000000 } from './0001-initial.js';

export const migrations: MigrationClass[] = [Initial1760000000000];
