// Writes docs/openapi.json, what the gateway serves at /openapi.json, without a database or a broker. `--check` fails on drift.
import { openApiWithoutServers } from '../../apps/gateway/src/docs/openapi.js';
import { writeOrCheck } from './write-or-check.js';

await writeOrCheck('docs/openapi.json', `${JSON.stringify(await openApiWithoutServers(), null, 2)}\n`);
