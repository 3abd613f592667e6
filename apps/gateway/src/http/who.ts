import { roles, type Role } from '#libs/access';

/** Every role a person or machine can log in with. */
export const everyone: readonly Role[] = roles.filter((role) => role !== 'system');
/** Who works for the network. */
export const staff: readonly Role[] = ['admin', 'account-executive', 'team-lead'];
/** Who decides for the network. */
export const network: readonly Role[] = ['account-executive', 'admin'];
/** Both sides of a placement, and who looks after it. */
export const members: readonly Role[] = ['client', 'expert', ...staff];
