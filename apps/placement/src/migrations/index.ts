import { People1767225600001 } from './0001-people.js';
import { Openings1767225600002 } from './0002-openings.js';
import { Placements1767225600003 } from './0003-placements.js';
import { FirstProgrammes1767225600004 } from './0004-first-programmes.js';
import { ServiceHours1767225600005 } from './0005-service-hours.js';
import { EditableTables1767225600006 } from './0006-editable-tables.js';
import { Issues1767225600007 } from './0007-issues.js';
import { Conduct1767225600008 } from './0008-conduct.js';
import { FirstRefusal1767225600009 } from './0009-first-refusal.js';
import { PriorityTerms1767225600010 } from './0010-priority-terms.js';

export const migrations = [
  People1767225600001,
  Openings1767225600002,
  Placements1767225600003,
  FirstProgrammes1767225600004,
  ServiceHours1767225600005,
  EditableTables1767225600006,
  Issues1767225600007,
  Conduct1767225600008,
  FirstRefusal1767225600009,
  PriorityTerms1767225600010,
];
