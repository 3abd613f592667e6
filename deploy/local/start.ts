/**
 * `npm start`: everything on this machine, until Ctrl-C. Honours PORT, HOST (where REST listens; loopback unless told),
 * SHORELINE_DATA, DATABASE_URL, AMQP_URL, SHORELINE_CLOCK with SHORELINE_CLOCK_START, and LOG_LEVEL (which also shows
 * what the services log). With `--demo` the network has worked for some weeks already.
 */
import { demoLogins, playPast } from '../demo/past.js';
import { DataFolder } from './folder.js';
import { onStopRequest } from './lifetime.js';
import { startNetwork, type Network } from './network.js';
import { isFree } from './ports.js';
import { Refusal } from './refusal.js';
import { flagsFrom, settingsFrom } from './settings.js';

const began = Date.now();
const say = (line: string): void => console.log(line);

let folder: DataFolder | undefined;
let network: Network | undefined;
let stopping = false;

onStopRequest((again) => {
  stopping = true;
  if (again) {
    say('Stopping at once.');
    void folder?.stopAll(0).then(() => process.exit(1));
    return;
  }
  say('Stopping …');
  void shutDown(0);
});

try {
  const { demo } = flagsFrom(process.argv.slice(2));
  const { port, data, ways, ...options } = settingsFrom(process.env);
  folder = await DataFolder.claim(data);
  if (!(await isFree(port))) {
    throw new Refusal(`Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`);
  }
  if (demo) await playPast(folder, { ...options, port }, say);
  network = await startNetwork(folder, { ...options, env: { ...options.env, ...ways }, port, report: say });
  announce(network, demo, ways.SMTP_URL);
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Refusal ? error.message : error);
    await shutDown(1);
  }
}

async function shutDown(code: number): Promise<void> {
  try {
    await network?.stop();
    await folder?.release();
  } finally {
    if (code === 0) say('Stopped. Nothing is left running.');
    process.exit(code);
  }
}

function announce({ url, admin }: Network, demo: boolean, smtp?: string): void {
  const logins = [`admin              ${admin.email.padEnd(36)} ${admin.password}`, ...(demo ? demoLogins() : [])];
  say(`
Shoreline is up (${((Date.now() - began) / 1000).toFixed(1)} s).

  REST      ${url}/v1
  Swagger   ${url}/docs
  Mail      ${smtp ? `goes to ${new URL(smtp).host}` : `${url}/dev/mail`}
  Log in as ${logins.join('\n            ')}

  Data and logs are in ${folder!.path}. Ctrl-C stops everything.
`);
}
