import { addDays } from '#libs/time';
import { bugAtNight, fridayAfternoon, mistakeTold, questionByMail } from './answers.js';
import { tellNotices } from './notices.js';
import { agreeOnPresence, dayWithBreak, endPresence, noShow } from './presence.js';
import type { Stage } from './stage.js';

/** A week of promises, kept and broken, from Monday afternoon to Friday. */
export async function weekOfPromises(stage: Stage, monday: string): Promise<void> {
  await questionByMail(stage, monday);
  await agreeOnPresence(stage, monday);
  await dayWithBreak(stage, addDays(monday, 1));
  await noShow(stage, addDays(monday, 2));
  await bugAtNight(stage, addDays(monday, 3));
  await endPresence(stage, monday);
  await mistakeTold(stage, addDays(monday, 4));
  await fridayAfternoon(stage, addDays(monday, 4));
  await tellNotices(stage);
}
