import { h } from './dom.ts';

export interface Item {
  label: string;
  detail?: string;
  /** What is picked. */
  value: string | number | boolean;
}

interface ComboboxOptions {
  field: HTMLInputElement | HTMLTextAreaElement;
  popup: HTMLElement;
  /** What the list holds, for those who hear it. */
  label: string;
  onPick(item: Item): void;
}

/**
 * Suggestions for what is typed into a field, used with the arrows, Tab, Enter and Escape or with the mouse; the focus
 * stays in the field (pattern "combobox with list", https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export class Combobox {
  readonly #options: ComboboxOptions;
  #items: Item[] = [];
  /** -1: none, what is typed counts. */
  #active = -1;
  /** Whether the field is a combobox also while there is no list, as a message box is not. */
  readonly #isOne: boolean;

  constructor(options: ComboboxOptions) {
    this.#options = options;
    this.#isOne = options.field.getAttribute('role') === 'combobox';
    const { field, popup } = options;
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', popup.id);
    if (this.#isOne) field.setAttribute('aria-expanded', 'false');
  }

  get open(): boolean {
    return !this.#options.popup.hidden;
  }

  /**
   * @param preselect Whether Enter picks the first one, or sends what is typed.
   * @param none What is said where there is nothing to pick; default: nothing is shown then.
   */
  show(items: Item[], preselect: boolean, none?: string): void {
    const { popup, label } = this.#options;
    if (items.length === 0 && none === undefined) {
      this.hide();
      return;
    }
    this.#items = items;
    const nothing = h('div', { role: 'option', 'aria-disabled': 'true', class: 'item muted' }, none);
    popup.replaceChildren(...(items.length > 0 ? items.map((item, index) => this.#draw(item, index)) : [nothing]));
    popup.setAttribute('aria-label', label);
    popup.hidden = false;
    this.#expanded(true);
    this.#activate(preselect && items.length > 0 ? 0 : -1);
  }

  hide(): void {
    if (!this.open) return;
    this.#items = [];
    this.#options.popup.hidden = true;
    this.#options.popup.replaceChildren();
    this.#expanded(false);
    this.#options.field.removeAttribute('aria-activedescendant');
  }

  /** Whether the key was for the list. */
  takesKey(event: KeyboardEvent): boolean {
    if (!this.open || event.isComposing) return false;
    const taken = this.#use(event);
    if (taken) event.preventDefault();
    return taken;
  }

  #use({ key, shiftKey }: KeyboardEvent): boolean {
    const { length } = this.#items;
    if (key === 'Escape') this.hide();
    else if (length === 0) return false;
    else if (key === 'ArrowDown') this.#activate((this.#active + 1) % length);
    else if (key === 'ArrowUp') this.#activate(this.#active <= 0 ? length - 1 : this.#active - 1);
    else if (key === 'Tab' && !shiftKey) this.#pick(Math.max(0, this.#active));
    else if (key === 'Enter' && !shiftKey && this.#active >= 0) this.#pick(this.#active);
    else return false;
    return true;
  }

  #pick(index: number): void {
    const item = this.#items[index];
    this.hide();
    if (item) this.#options.onPick(item);
  }

  #activate(index: number): void {
    const { popup, field } = this.#options;
    this.#active = index;
    [...popup.children].forEach((child, at) => {
      child.classList.toggle('active', at === index);
      child.setAttribute('aria-selected', String(at === index));
    });
    const child = popup.children[index];
    if (child) field.setAttribute('aria-activedescendant', child.id);
    else field.removeAttribute('aria-activedescendant');
    child?.scrollIntoView({ block: 'nearest' });
  }

  #draw({ label, detail }: Item, index: number): HTMLElement {
    return h(
      'div',
      {
        role: 'option',
        id: `${this.#options.popup.id}-${index}`,
        class: 'item',
        // The focus stays in the field.
        on: { mousedown: event => event.preventDefault(), click: () => this.#pick(index) },
      },
      h('span', { class: 'item-label' }, label),
      detail === undefined ? undefined : h('span', { class: 'muted' }, detail),
    );
  }

  #expanded(expanded: boolean): void {
    const { field } = this.#options;
    if (expanded || this.#isOne) {
      field.setAttribute('role', 'combobox');
      field.setAttribute('aria-expanded', String(expanded));
    } else {
      field.removeAttribute('role');
      field.removeAttribute('aria-expanded');
    }
  }
}
