import { Network1767225900001 } from './0001-network.js';
import { Leads1767225900002 } from './0002-leads.js';
import { Commissions1767225900003 } from './0003-commissions.js';
import { Revenue1767225900004 } from './0004-revenue.js';

export const migrations = [Network1767225900001, Leads1767225900002, Commissions1767225900003, Revenue1767225900004];
