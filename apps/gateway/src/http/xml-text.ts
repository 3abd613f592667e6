/** Enough for `<?xml version="1.0" encoding="…"?>`. */
const declarationLength = 200;

/**
 * The text of an XML file in the encoding it declares, UTF-8 without one. What doesn't fit is read as Latin-1, where
 * every byte is a character: a wrong letter in a name keeps no money out.
 */
export function xmlText(bytes: Buffer): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be';
  const start = bytes.toString('latin1', 0, declarationLength);
  const declared = /^[^<]{0,4}<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  return decoded(bytes, utf16 || declared || 'utf-8') ?? decoded(bytes, 'utf-8') ?? bytes.toString('latin1');
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
