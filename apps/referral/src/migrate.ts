import { migrateFromEnv } from '#libs/persistence';
import { migrations } from './migrations/index.js';

await migrateFromEnv('referral', migrations);
