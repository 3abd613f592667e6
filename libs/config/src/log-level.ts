import { z } from 'zod';

/** LOG_LEVEL, as the launcher and every service take it. */
export const LogLevel = z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']);
