import { setImmediate as nextTurn } from 'node:timers/promises';
import { SaxesParser } from 'saxes';

/** An element without its prefix: the services write the same names with and without one. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  /** All text within, that of its children included. */
  text: string;
}

/** The text is no XML of the kind that was asked for: cut off, a page of words, another document. */
export class XmlError extends Error {
  override name = 'XmlError';
}

/** Characters read between two turns of the event loop: about 5 ms. */
const CHUNK = 128 * 1024;
/** The services nest five deep; whoever nests deeper wants something else. */
const DEEPEST = 20;
/** Slips inside of a text, which is whole nevertheless: an entity of HTML, a character that XML does not allow. */
const SLIP = /(?:undefined entity|malformed character entity|disallowed character)\.$/;

/**
 * The elements of these names in the order of the document, wherever they stand. Entities that the document declares
 * are not expanded, and nothing outside of it is read. A document that is cut off is an error, so that half an answer
 * is never taken for a whole one.
 * @param roots what the document may be: the name of its outermost element.
 * @throws {XmlError}
 */
export async function* readElements(
  xml: string,
  roots: readonly string[],
  names: readonly string[],
): AsyncGenerator<Element> {
  const found: Element[] = [];
  const open: Building[] = [];
  let depth = 0;
  const parser = new SaxesParser();
  parser.on('error', error => {
    if (!SLIP.test(error.message)) throw new XmlError(error.message);
  });
  parser.on('opentag', tag => {
    const name = localName(tag.name);
    if (depth++ === 0 && !roots.includes(name)) throw new XmlError(`it is a document of <${name}>`);
    if (depth > DEEPEST) throw new XmlError('it is nested too deeply');
    if (open.length > 0 || names.includes(name)) {
      open.push({ name, attributes: tag.attributes, children: [], text: '' });
    }
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    const element = open.pop();
    const parent = open.at(-1);
    if (element && parent) {
      parent.children.push(element);
      parent.text += element.text;
    } else if (element) found.push(element);
  });
  for (let at = 0; at < xml.length; at += CHUNK) {
    parser.write(xml.slice(at, at + CHUNK));
    yield* found.splice(0);
    await nextTurn();
  }
  parser.close();
}

interface Building extends Element {
  children: Element[];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find(child => child.name === name);
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter(child => child.name === name) ?? [];
}

/** The text of the first child of that name, white space folded; empty where there is none. */
export function textOf(element: Element | undefined, name: string): string {
  return folded(childOf(element, name)?.text ?? '');
}

/** Line breaks and runs of white space as one space. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
