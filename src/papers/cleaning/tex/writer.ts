import { script } from './scripts.ts';
import { isBetween } from './symbols.ts';

/**
 * Collects what is read. In mathematics the space behind a command only ends its name: between what it writes and what
 * follows there is as much space as a reader needs (`\Delta t` is Δt, `a\leq b` is a≤b, `x \leq y` is x ≤ y, `n\log n`
 * is n log n).
 */
export class Writer {
  readonly #mathematics: boolean;
  #out = '';
  /** What was written last, where that says how the space behind it is read. */
  #last: 'letter' | 'between' | 'word' | undefined;
  #held = false;

  constructor(mathematics: boolean) {
    this.#mathematics = mathematics;
  }

  /** The last character. */
  get last(): string {
    return this.#out.slice(-1);
  }

  /** The last two. */
  get end(): string {
    return this.#out.slice(-2);
  }

  text(): string {
    return this.#held && !this.#mathematics ? `${this.#out} ` : this.#out;
  }

  write(text: string): void {
    if (text === '') return;
    if (!this.#last) {
      this.#out += text;
      return;
    }
    const rest = text.trimStart();
    this.#held ||= rest !== text;
    if (rest === '') return;
    if (this.#needsSpace(rest)) this.#out += ' ';
    this.#out += rest;
    this.#last = undefined;
    this.#held = false;
  }

  #needsSpace(next: string): boolean {
    switch (this.#last) {
      case 'word':
        return /^[\p{L}\p{N}\p{Sm}√|⟨‖{]/u.test(next)
          ? !/^[=]/.test(next) || this.#held
          : this.#held && !/^[(,.;:)\]]/.test(next);
      case 'letter':
        return this.#held && !/^[\p{L}\p{N}(),.;:[\]|/^_'′*]/u.test(next);
      default:
        return false;
    }
  }

  /** A sign or a letter that stands for a command. */
  symbol(symbol: string): void {
    const spaced = this.#held || this.last === ' ';
    const between = isBetween(symbol);
    const afterSign = this.#last === 'between';
    if (this.#mathematics && between && !afterSign) {
      if (this.#held) this.#out += ' ';
      this.#out += symbol;
      this.#held = false;
      this.#last = spaced ? undefined : 'between';
      return;
    }
    this.write(symbol);
    if (this.#mathematics) this.#last = /^[∑∏∐∫∬∭∮⋃⋂⨁⨂∀∃¬]$/u.test(symbol) ? 'word' : 'letter';
  }

  /** The name of a function: words next to words. */
  word(name: string): void {
    if (this.#mathematics && /[\p{L}\p{N})\]}₀-₉⁰-⁹′∞]$/u.test(this.#out) && this.#last !== 'between') {
      this.#out += ' ';
      this.#held = false;
      this.#last = undefined;
    }
    this.write(name);
    if (this.#mathematics) this.#last = 'word';
  }

  script(kind: '_' | '^', content: string): void {
    const last = this.#last;
    if (kind === '^' && /^(?:st|nd|rd|th)$/.test(content.trim())) this.#out += content.trim();
    else this.#out += script(kind, content);
    this.#last = last === 'word' ? 'word' : undefined;
  }
}
