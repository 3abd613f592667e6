import { shorelineDefinitions } from '../broker/definitions.js';

/**
 * Gives a broker the topology and its users through the management API.
 * @param adminUrl `http://user:password@host:15672` of an administrator
 */
export async function importDefinitions(adminUrl: string, passwordOf: (user: string) => string): Promise<void> {
  const { origin, username, password } = new URL(adminUrl);
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const answer = await fetch(`${origin}/api/definitions`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify(shorelineDefinitions(passwordOf)),
  });
  if (!answer.ok) throw new Error(`The broker refused the definitions: ${answer.status} ${await answer.text()}`);
}
