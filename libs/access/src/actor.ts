import { z } from 'zod';

/** GW-3. `system` is the network itself: a timer, a consumer; nobody can log in as it. */
export const roles = [
  'admin',
  'account-executive',
  'team-lead',
  'expert',
  'client',
  'partner',
  'payroll',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** Who asks: travels with every request, and every event names it. */
export const Actor = z.object({
  id: z.uuid(),
  role: z.enum(roles),
  name: z.string(),
  clientId: z.uuid().optional(),
  expertId: z.uuid().optional(),
  requestId: z.string().optional(),
});
export type Actor = z.infer<typeof Actor>;

export const systemActor: Actor = { id: '00000000-0000-7000-8000-000000000000', role: 'system', name: 'Shoreline' };
