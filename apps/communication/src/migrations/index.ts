import { Coverage1767225600001 } from './0001-coverage.js';
import { Clocks1767225600002 } from './0002-clocks.js';
import { Questions1767225600003 } from './0003-questions.js';
import { Shifts1767225600004 } from './0004-shifts.js';
import { Meetings1767225600005 } from './0005-meetings.js';

export const migrations = [
  Coverage1767225600001,
  Clocks1767225600002,
  Questions1767225600003,
  Shifts1767225600004,
  Meetings1767225600005,
];
