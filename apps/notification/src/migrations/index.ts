import { Notices1767225600001 } from './0001-notices.js';
import { Outsiders1767225900002 } from './0002-outsiders.js';

export const migrations = [Notices1767225600001, Outsiders1767225900002];
