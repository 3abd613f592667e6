import { hash, verify } from '@node-rs/argon2';

/** What an unknown e-mail's password is compared with, so that it takes as long as a known one's. */
const nobodys = hash('nobody has this password');

/** GW-2: Argon2id with the library's parameters (19 MiB, 2 passes), which follow OWASP. */
export const hashPassword = (password: string): Promise<string> => hash(password);

export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodys), password);
  return matches && passwordHash !== undefined;
}
