// `npm run reconcile` (PM-12): recounts everything in a running network and prints it as JSON; exit code 0 only with
// "ok": true. The local network unless SHORELINE_URL, SHORELINE_EMAIL and SHORELINE_PASSWORD name another.
import { Rest } from '../demo/rest.js';
import { localNetwork } from './local-network.js';

const { SHORELINE_URL, SHORELINE_EMAIL, SHORELINE_PASSWORD } = process.env;
const local = localNetwork();
const url = SHORELINE_URL ?? local?.url;
const email = SHORELINE_EMAIL ?? local?.admin.email;
const password = SHORELINE_PASSWORD ?? local?.admin.password;

try {
  if (!url || !email || !password) {
    throw new Error('No network runs here: npm start, or set SHORELINE_URL, SHORELINE_EMAIL and SHORELINE_PASSWORD.');
  }
  const admin = await Rest.logIn(url, { email, password });
  const answer = await admin.get<{ ok: boolean }>('/reconciliation');
  console.log(JSON.stringify(answer, null, 2));
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
