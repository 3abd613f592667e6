import { existsSync } from 'node:fs';
import { compiled } from './paths.js';
import { Refusal } from './refusal.js';

interface Target {
  url: string;
  admin: { email: string; password: string };
}

interface DemoProgram {
  /** Loads a believable network through REST, once; reports each step and one login for each role. */
  loadDemo(url: string, admin: Target['admin'], report: (line: string) => void): Promise<void>;
}

export async function loadDemo({ url, admin }: Target, report: (line: string) => void): Promise<void> {
  const program = compiled('deploy/demo/load');
  if (!existsSync(program)) throw new Refusal('This version has no demo to load.');
  const demo = (await import(program)) as DemoProgram;
  await demo.loadDemo(url, admin, report);
}
