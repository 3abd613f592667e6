import { echo } from '../command-path/messages.js';
import type { Report } from '../command-path/messages.js';
import { env } from '../support/env.js';
import { answerRaw } from './raw.js';

await answerRaw(env('AMQP_URL'), (request) => echo((request as { data: { input: Report } }).data.input));
