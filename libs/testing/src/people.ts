import type { Actor, Role } from '#libs/access';
import { newId } from '#libs/persistence';

const someone =
  (role: Role, name: string) =>
  (about: Partial<Actor> = {}): Actor => ({ id: newId(), role, name, ...about });

export const anAdmin = someone('admin', 'Ada Admin');
export const anAe = someone('account-executive', 'Ann Executive');
export const aTeamLead = someone('team-lead', 'Tom Lead');
export const aPartner = someone('partner', 'Pat Partner');
export const aPayroll = someone('payroll', 'Pay Roll');
export const aClientUser = (clientId = newId()): Actor => someone('client', 'Carl Client')({ clientId });
/** An expert's id is its account's. */
export const anExpert = (expertId = newId()): Actor => someone('expert', 'Ana Šimić')({ id: expertId, expertId });
