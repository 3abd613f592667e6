import { Network1767225800001 } from './0001-network.js';
import { Questionnaires1767225800002 } from './0002-questionnaires.js';
import { Complaints1767225800003 } from './0003-complaints.js';
import { Metrics1767225800004 } from './0004-metrics.js';
import { OneToOnes1767225800005 } from './0005-one-to-ones.js';
import { Reports1767225800006 } from './0006-reports.js';

export const migrations = [
  Network1767225800001,
  Questionnaires1767225800002,
  Complaints1767225800003,
  Metrics1767225800004,
  OneToOnes1767225800005,
  Reports1767225800006,
];
