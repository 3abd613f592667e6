// Who is meant by a name in the access table; apart from `http/who.ts`, which the routes go by.
export const everyone = ['admin', 'account-executive', 'team-lead', 'expert', 'client', 'partner', 'payroll'] as const;
export const admin = ['admin'] as const;
export const network = ['account-executive', 'admin'] as const;
export const staff = ['admin', 'account-executive', 'team-lead'] as const;
export const members = ['client', 'expert', ...staff] as const;
