import { createHmac, timingSafeEqual } from 'node:crypto';

const idBytes = 16;
/** Of the 32 that HMAC-SHA-256 gives: 160 bits, and no bit of the token's last letter is left over for variants. */
const signatureBytes = 20;
const form = /^[\w-]{48}$/;

/**
 * A token that stands for an id and that only the holder of the key can make: the 16 bytes of the UUID, then an
 * HMAC-SHA-256 over purpose and id, together 48 letters for an address. A token of one purpose is worth nothing for
 * another. It doesn't expire by itself: whoever keeps what the id names decides until when.
 */
export function signedId(key: string, purpose: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== idBytes) throw new Error(`Only a UUID can be signed, not ${id}.`);
  return Buffer.concat([bytes, signatureOf(key, purpose, bytes)]).toString('base64url');
}

/** The id that a token of this key and purpose stands for; null for whatever else it is. */
export function verifiedId(key: string, purpose: string, token: string): string | null {
  if (!form.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const id = bytes.subarray(0, idBytes);
  if (!timingSafeEqual(bytes.subarray(idBytes), signatureOf(key, purpose, id))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const signatureOf = (key: string, purpose: string, id: Buffer): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`shoreline ${purpose}\0`)
    .update(id)
    .digest()
    .subarray(0, signatureBytes);
