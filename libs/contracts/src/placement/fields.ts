import { z } from 'zod';
import { text } from '../shapes.js';

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE')
  .meta({ example: 'DE' });
export const reason = text(2_000);
export const evidence = text(5_000);
/** In a path or query, where everything is text. */
export const numberInPath = z.coerce.number().int().min(1).max(9_999);
