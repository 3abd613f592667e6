import { Notices1767225600001 } from './0001-notices.js';

export const migrations = [Notices1767225600001];
