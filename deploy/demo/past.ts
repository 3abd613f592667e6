import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { addDays, dayOf, instantOf, weekOf } from '#libs/time';
import type { DataFolder } from '../local/folder.js';
import { type NetworkOptions, startNetwork } from '../local/network.js';
import { Refusal } from '../local/refusal.js';
import { gather, place } from './beginning.js';
import { clients, experts, PASSWORD, staff } from './cast.js';
import { leaveOpen } from './present.js';
import { Stage } from './stage.js';
import { handInWeek, playWeeks } from './weeks.js';

const weeks = 5;

/**
 * `npm start -- --demo`: a network that has worked for five weeks. The weeks are played on a clock that begins in the
 * past and ends now, with last week's hours for the clients to approve and a question, a bug and a mistake open; after
 * that, time runs by itself. Into a fresh data folder only, and once.
 */
export async function playPast(
  folder: DataFolder,
  options: NetworkOptions,
  say: (line: string) => void,
): Promise<void> {
  const marker = folder.at('demo.json');
  if (isPlayed(folder, marker)) return;
  writeFileSync(marker, '{}');
  const now = options.clockStart ? new Date(options.clockStart) : new Date();
  const first = addDays(weekOf(dayOf(now, 'UTC')), -7 * (weeks + 1));
  const network = await startNetwork(folder, {
    ...options,
    clockStart: instantOf(first, '07:00', 'UTC').toISOString(),
    report: say,
  });
  say(`Playing ${weeks} weeks of work, from ${first} …`);
  const stage = await Stage.enter(network.url, network.admin, say);
  await gather(stage);
  await place(stage);
  await playWeeks(stage, weeks);
  await handInWeek(stage, addDays(first, 7 * weeks), weeks + 1, now);
  await stage.moveTo(now);
  await leaveOpen(stage);
  await stage.moveTo(now);
  await network.stop();
  writeFileSync(marker, JSON.stringify({ playedUntil: now.toISOString() }));
  say('That was the past; the network opens again, at the time of today.');
}

/** The marker is there as soon as the play begins, and says so when it has ended. */
function isPlayed(folder: DataFolder, marker: string): boolean {
  if (existsSync(marker)) {
    if (readFileSync(marker, 'utf8').includes('playedUntil')) return true;
    throw new Refusal(`The demonstration was cut off here. To begin anew: rm -r ${folder.path}`);
  }
  if (!existsSync(folder.at('secrets.json'))) return false;
  throw new Refusal('The demonstration goes into a fresh network: SHORELINE_DATA=.shoreline-demo npm start -- --demo');
}

/** One login for each role. */
export const demoLogins = (): string[] =>
  [
    ...staff.map(({ role, email }) => [role, email]),
    ['client', clients.harbour.contact.email],
    ['expert', experts.ada.email],
  ].map(([role, email]) => `${role!.padEnd(18)} ${email!.padEnd(36)} ${PASSWORD}`);
