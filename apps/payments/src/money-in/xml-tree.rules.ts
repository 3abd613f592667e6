/** An element as read: its text, or its children by name (several of a name in a list) and attributes by `@name`. */
export type Xml = string | XmlNode | Xml[];
export interface XmlNode {
  [name: string]: Xml | undefined;
}

/** All children of this name, in order. */
export function all(node: Xml | undefined, name: string): Xml[] {
  if (typeof node !== 'object' || Array.isArray(node) || !Object.hasOwn(node, name)) return [];
  const found = node[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

/** The first element down this path: `Acct/Id/IBAN`. */
export const at = (node: Xml | undefined, path: string): Xml | undefined =>
  path.split('/').reduce<Xml | undefined>((parent, name) => all(parent, name)[0], node);

/** Its text in one line; null when there is none. */
export function textAt(node: Xml | undefined, path = ''): string | null {
  const found = path ? at(node, path) : node;
  const text = typeof found === 'string' ? found : all(found, '#text')[0];
  if (typeof text !== 'string') return null;
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim() || null;
}

/** The first of these paths that has a text. */
export function firstText(node: Xml | undefined, ...paths: string[]): string | null {
  for (const path of paths) {
    const text = textAt(node, path);
    if (text !== null) return text;
  }
  return null;
}
