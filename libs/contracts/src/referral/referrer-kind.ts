import { z } from 'zod';

/** RC-1. */
export const ReferrerKind = z.enum(['expert', 'client', 'partner', 'outsider']).meta({ id: 'ReferrerKind' });
