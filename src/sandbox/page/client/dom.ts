import { withEmoji } from './emoji.ts';
import { ICONS, type IconName } from './icons.ts';

/** Building the page out of nodes. Text stays text: there is no way here to give HTML. */

export type Child = Node | string | undefined;

interface Properties {
  class?: string;
  /** Listeners by name of the event. */
  on?: { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
  /** Attributes; `true` is an empty one, `false` and `undefined` none. */
  [attribute: string]: unknown;
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Properties = {}, ...children: Child[]) {
  const element = document.createElement(tag);
  setAttributes(element, properties);
  for (const [name, listener] of Object.entries(properties.on ?? {})) {
    if (typeof listener === 'function') element.addEventListener(name, listener as EventListener);
  }
  element.append(...nodes(children));
  return element;
}

/** What `append` takes: text with its emoji as pictures. */
export function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap(child => (typeof child === 'string' ? withEmoji(child) : (child ?? [])));
}

function setAttributes(element: Element, attributes: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on' || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** A picture next to words that say the same. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  setAttributes(svg, { viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': 'true', class: 'icon' });
  const shape = document.createElementNS(SVG, 'path');
  setAttributes(shape, { d: ICONS[name] });
  svg.append(shape);
  return svg;
}

/** The one element of the page that its HTML promises. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part "${id}".`);
  return found;
}

/**
 * Draws a region again without taking the focus away from whoever works in it with the keyboard: what had it is found
 * again by its `data-key`.
 */
export function redraw(region: Element, ...children: Child[]): void {
  const focused = document.activeElement;
  const key = focused && region.contains(focused) ? focused.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
  region.replaceChildren(...nodes(children));
  if (key === undefined) return;
  const again = [...region.querySelectorAll<HTMLElement>('[data-key]')].find(it => it.dataset.key === key);
  again?.focus();
}
