import { roles, type Role } from '#libs/access';

export { members, network, referring, staff } from '#libs/access';

/** Every role a person or machine can log in with. */
export const everyone: readonly Role[] = roles.filter((role) => role !== 'system');
