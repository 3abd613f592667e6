import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformed } from './camt-values.rules.js';
import type { XmlNode } from './xml-tree.rules.js';

/** A statement is some fifteen elements deep. */
const deepest = 40;

const decoded = (_: string, text: string): string => withCharacters(text);
const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, ignoreDeclaration: true },
  ...{ ignorePiTags: true, parseTagValue: false, parseAttributeValue: false, maxNestedTags: deepest },
  // Those of XML itself are replaced here, once; a file can't define any of its own.
  ...{ processEntities: false, tagValueProcessor: decoded, attributeValueProcessor: decoded },
});

/** Well-formed XML without definitions of its own, as a tree: every value is text, prefixes of names are left out. */
export function readXml(xml: string): XmlNode {
  const definition = xml.search(/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i);
  if (definition >= 0) throw malformed(`has a document type at line ${lineOf(xml, definition)}: it may have none`);
  const text = xml
    .toWellFormed()
    .replace(/^\uFEFF/, '')
    .trimStart();
  // Deprecated for a package of its own, which holds the same code; the parser alone takes what isn't well-formed.
  // oxlint-disable-next-line typescript/no-deprecated
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw malformed(
      `is not well-formed XML at line ${valid.err.line}, column ${valid.err.col}: ${valid.err.msg.slice(0, 100)}`,
    );
  try {
    return parser.parse(text) as XmlNode;
  } catch {
    throw malformed('is not readable XML: nested too deep, or with names that are none');
  }
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function withCharacters(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return characters[name.toLowerCase()]!;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
