import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkFile } from '../local/network.js';

/** Where the network that `npm start` runs on this machine is; undefined when none ever ran in SHORELINE_DATA. */
export function localNetwork(): NetworkFile | undefined {
  try {
    return JSON.parse(
      readFileSync(join(process.env.SHORELINE_DATA ?? '.shoreline', 'network.json'), 'utf8'),
    ) as NetworkFile;
  } catch {
    return undefined;
  }
}
