import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Options } from '../driver/options.ts';
import type { Person } from '../driver/person.ts';
import type { Place } from '../driver/place.ts';
import type { ShownForm, ShownMessage } from '../driver/shown.ts';
import { complete } from './completer.ts';
import { draw } from './draw.ts';
import { numbered } from './numbered.ts';
import { fullName, type Line, parseLine, type Value } from './parse-line.ts';
import { type Style, safe } from './style.ts';

/** How many messages back a button is looked for. */
const MESSAGES_KEPT = 20;

type Answer = Awaited<ReturnType<Person['slash']>>;

/** What one person does in one place, line by line; the answers as text. */
export class Session {
  readonly #person: Person;
  readonly #place: Place;
  readonly #style: Style;
  /** What was shown, the latest first. */
  #shown: ShownMessage[] = [];
  /** A form that is being filled in, and what was typed so far. */
  #form: { form: ShownForm; values: string[] } | undefined;

  /** Values that were proposed, by option and the name shown. */
  readonly #proposed = new Map<string, string | number>();

  constructor(person: Person, place: Place, style: Style) {
    this.#person = person;
    this.#place = place;
    this.#style = style;
  }

  /** What to print for a line; `undefined` ends the session. */
  async answer(typed: string): Promise<string | undefined> {
    try {
      if (this.#form) return await this.#fillIn(typed);
      const line = parseLine(typed, this.#person.commands(this.#place));
      return line.kind === 'quit' ? undefined : await this.#do(line);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** What Tab proposes; a proposal that is taken stands for its value, as in Discord. */
  async complete(line: string): Promise<[texts: string[], part: string]> {
    const { part, texts, proposals } = await complete(this.#person, this.#place, line);
    for (const { option, name, value } of proposals) this.#proposed.set(`${option} ${name}`, value);
    return [texts, part];
  }

  async #meant(values: Record<string, Value>): Promise<Options> {
    const meant: Options = {};
    for (const [option, value] of Object.entries(values)) {
      meant[option] =
        typeof value === 'object'
          ? { filename: basename(value.path), content: await readFile(value.path) }
          : (this.#proposed.get(`${option} ${value}`) ?? value);
    }
    return meant;
  }

  async #do(line: Line): Promise<string> {
    switch (line.kind) {
      case 'slash':
        return this.#show(
          await this.#person.slash(this.#place, line.name, await this.#meant(line.values), line.subcommand),
        );
      case 'press': {
        const message = this.#latest(({ buttons }) =>
          buttons.some(button => button.label.toLowerCase() === line.button.toLowerCase()),
        );
        if (!message) return `There is no button "${line.button}" to press.`;
        const button = message.buttons.find(({ label }) => label.toLowerCase() === line.button.toLowerCase());
        if (button?.url) return `"${button.label}" leads to ${button.url}`;
        if (button?.disabled) return `"${button.label}" cannot be pressed here.`;
        return this.#show(await this.#person.press(message, button?.label ?? line.button));
      }
      case 'open': {
        const message = this.#latest(({ selects }) => selects.some(select => 'options' in select));
        const select = message?.selects.find(found => 'options' in found);
        const options = select && 'options' in select ? numbered(select.options) : [];
        const option = options.find(({ number }) => number === line.number)?.option;
        if (!message || !select || !option) return `There is no number ${line.number} to open.`;
        return this.#show(await this.#person.choose(message, select.custom_id, [option.value]));
      }
      case 'menu': {
        const [message] = this.#shown;
        if (!message) return 'There is no message yet whose menu could be opened.';
        return this.#show(await this.#person.messageMenu(this.#place, line.name, message));
      }
      case 'help':
        return this.#help();
      case 'wrong':
        return line.hint;
      default:
        return '';
    }
  }

  /** One line for each input of the form; an empty one leaves what the form proposes. */
  async #fillIn(typed: string): Promise<string> {
    if (!this.#form) return '';
    const { form, values } = this.#form;
    const input = form.inputs[values.length];
    values.push(typed !== '' || input?.kind !== 'text' ? typed : input.value);
    const next = form.inputs[values.length];
    if (next) return prompt(next);
    this.#form = undefined;
    const byId = Object.fromEntries(form.inputs.map(({ customId }, i) => [customId, values[i] ?? '']));
    return this.#show(await this.#person.submit(form, byId));
  }

  async #show(answer: Answer): Promise<string> {
    if (answer.form) {
      const { title, inputs } = answer.form;
      this.#form = { form: answer.form, values: [] };
      return [this.#style.bold(safe(title)), ...inputs.slice(0, 1).map(prompt)].join('\n');
    }
    const message = await answer.later();
    this.#shown = [message, ...this.#shown.filter(({ id }) => id !== message.id)].slice(0, MESSAGES_KEPT);
    return draw(message, this.#style, this.#person.knows);
  }

  #latest(fits: (message: ShownMessage) => boolean): ShownMessage | undefined {
    return this.#shown.find(fits);
  }

  #help(): string {
    const commands = this.#person.commands(this.#place);
    return [
      ...commands
        .filter(command => !command.onMessage)
        .map(command => `/${fullName(command)} – ${command.description}`),
      ...commands.filter(command => command.onMessage).map(({ name }) => `menu ${name} – on the last message`),
      'next, previous – turn the page    open 2 – open a result    press Related – press a button    quit – leave',
    ].join('\n');
  }
}

function prompt(input: ShownForm['inputs'][number]): string {
  const proposed = input.kind === 'text' && input.value !== '' ? ` (empty: ${safe(input.value)})` : '';
  return `${safe(input.label)}${input.required ? '' : ' (may be left empty)'}${proposed}:`;
}
