/**
 * `npm run demo`: twelve weeks of a small network, played through REST on a clock moved by hand, on private servers in a
 * folder of its own that is gone afterwards. Exit code 0 only if all that is checked on the way is so, and the reconciliation
 * finds no difference.
 */
import { DataFolder } from '../local/folder.js';
import { onStopRequest } from '../local/lifetime.js';
import { startNetwork } from '../local/network.js';
import { Refusal } from '../local/refusal.js';
import { gather, place } from './beginning.js';
import { sumUp } from './ending.js';
import { Stage } from './stage.js';
import { playWeeks } from './weeks.js';

const say = (line: string): void => console.log(line);
const folder = DataFolder.temporary();
onStopRequest(() => void folder.release().then(() => process.exit(130)));

let ok = false;
try {
  const network = await startNetwork(folder, { clockStart: '2026-03-02T07:00:00Z', throwAway: true, report: say });
  const stage = await Stage.enter(network.url, network.admin, say);
  await gather(stage);
  await place(stage);
  await playWeeks(stage, 12);
  ok = (await sumUp(stage)) && stage.broken.length === 0;
  for (const what of stage.broken) console.error(`NOT ${what}`);
  await network.stop();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
} finally {
  await folder.release();
}
process.exit(ok ? 0 : 1);
