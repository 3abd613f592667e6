import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { migrate } from '#libs/persistence';
import { migrations } from './migrations/index.js';

const { DATABASE_URL: url } = loadConfig(z.object({ DATABASE_URL: z.url() }));
await migrate({ url, name: 'payments', migrations });
