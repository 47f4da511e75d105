import type { Person } from '../sandbox/driver/person.ts';
import type { Place } from '../sandbox/driver/place.ts';
import type { ShownForm, ShownMessage } from '../sandbox/driver/shown.ts';
import { draw } from './draw.ts';
import type { Style } from './markdown-to-text.ts';
import { fullName, type Line, parseLine } from './parse-line.ts';

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
  #form: { form: ShownForm; values: Record<string, string> } | undefined;

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

  async #do(line: Line): Promise<string> {
    switch (line.kind) {
      case 'slash':
        return this.#show(await this.#person.slash(this.#place, line.name, line.values, line.subcommand));
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
        const option = select && 'options' in select ? select.options[line.number - 1] : undefined;
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

  async #fillIn(typed: string): Promise<string> {
    if (!this.#form) return '';
    const { form, values } = this.#form;
    const input = form.inputs[Object.keys(values).length];
    if (input) values[input.customId] = typed;
    const next = form.inputs[Object.keys(values).length];
    if (next) return `${next.label}:`;
    this.#form = undefined;
    return this.#show(await this.#person.submit(form, values));
  }

  async #show(answer: Answer): Promise<string> {
    if (answer.form) {
      this.#form = { form: answer.form, values: {} };
      return `${this.#style.bold(answer.form.title)}\n${answer.form.inputs[0]?.label}:`;
    }
    const message = await answer.later();
    this.#shown = [message, ...this.#shown.filter(({ id }) => id !== message.id)].slice(0, MESSAGES_KEPT);
    return draw(message, this.#style);
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
