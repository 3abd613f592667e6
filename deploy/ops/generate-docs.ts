// `npm run docs`: makes every generated document anew; with `--check` tells which have drifted.
import './generate-messages.js';
import './generate-openapi.js';
import { writeRules } from './generate-rules.js';

await writeRules();
