/**
 * RC-1. The host of a website or address: without scheme, path and port, in ASCII and lower case. Undefined for what is
 * none. `https://www.Bücher.example/shop` is `www.xn--bcher-kva.example`.
 */
export function hostOf(typed: string): string | undefined {
  const rest = typed.trim().replace(/^([a-z][a-z0-9+.-]*:)?\/\//i, '');
  const host = rest
    .split(/[/?#\\]/)[0]!
    .split('@')
    .at(-1)!;
  if (!URL.canParse(`http://${host}`)) return undefined;
  const ascii = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  return /^([a-z0-9_-]+\.)+[a-z][a-z0-9-]+$/.test(ascii) ? ascii : undefined;
}
