import { Placement1767225600001 } from './0001-placement.js';
import { FirstProgrammes1767225600002 } from './0002-first-programmes.js';

export const migrations = [Placement1767225600001, FirstProgrammes1767225600002];
