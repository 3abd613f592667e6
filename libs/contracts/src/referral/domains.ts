/**
 * RC-1. The host of a website or address: without scheme, path, port and `www`, in ASCII and lower case. Undefined for
 * what is none. `https://www.Bücher.example/shop` is `xn--bcher-kva.example`.
 */
export function domainOf(typed: string): string | undefined {
  const rest = typed.trim().replace(/^([a-z][a-z0-9+.-]*:)?\/\//i, '');
  const host = rest
    .split(/[/?#\\]/)[0]!
    .split('@')
    .at(-1)!;
  if (!URL.canParse(`http://${host}`)) return undefined;
  const ascii = new URL(`http://${host}`).hostname.replace(/\.$/, '').replace(/^(www\.)+(?=[^.]+\.)/, '');
  return /^([a-z0-9_-]+\.)+[a-z][a-z0-9-]+$/.test(ascii) ? ascii : undefined;
}
