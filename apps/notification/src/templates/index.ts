import * as commission from './commission.js';
import * as conduct from './conduct.js';
import { digest } from './digest.js';
import { firstRefusalOpened } from './first-refusal.js';
import * as hours from './hours.js';
import * as invoices from './invoices.js';
import * as invoicesDesk from './invoices-desk.js';
import * as leads from './leads.js';
import * as leadsDesk from './leads-desk.js';
import * as meetings from './meetings.js';
import * as money from './money.js';
import * as moneyDesk from './money-desk.js';
import * as placements from './placements.js';
import * as presence from './presence.js';
import * as problems from './problems.js';
import * as promises from './promises.js';
import * as qualityDesk from './quality-desk.js';
import * as questionnaires from './questionnaires.js';
import * as questions from './questions.js';
import * as strikes from './strikes.js';
import * as talks from './talks.js';
import type { Template } from './template.js';
import * as welcome from './welcome.js';

/** Every template, by file. */
export const templates = {
  ...welcome,
  ...placements,
  firstRefusalOpened,
  ...hours,
  ...questions,
  ...promises,
  ...problems,
  ...presence,
  ...meetings,
  ...money,
  ...moneyDesk,
  ...questionnaires,
  ...qualityDesk,
  ...talks,
  ...strikes,
  ...conduct,
  ...leads,
  ...leadsDesk,
  ...commission,
  ...invoices,
  ...invoicesDesk,
  digest,
};

/** The same by name. */
export const templatesByName: ReadonlyMap<string, Template<unknown>> = new Map(
  Object.values<Template<unknown>>(templates).map((each) => [each.name, each]),
);
