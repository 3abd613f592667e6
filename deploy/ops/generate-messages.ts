// Writes docs/messages.md, docs/asyncapi.json and deploy/broker/definitions.json. `--check` fails on drift.
import { readFile } from 'node:fs/promises';
import { definitionsOf, shoreline, topologyOf } from '#libs/messaging';
import { asyncApiOf } from './asyncapi.js';
import { messagesPage } from './messages-page.js';
import { writeOrCheck } from './write-or-check.js';

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

await writeOrCheck('docs/messages.md', messagesPage(shoreline));
await writeOrCheck('docs/asyncapi.json', json(asyncApiOf(shoreline, version)));
await writeOrCheck('deploy/broker/definitions.json', json(definitionsOf(topologyOf(shoreline))));
