/** RC-1. Who brings clients with an account of its own. */
export const referrers = ['expert', 'client', 'partner'] as const;
