import type { ListedCommand } from '../../driver/listed-command.ts';
import type { ChannelView } from '../protocol.ts';
import { Combobox } from './combobox.ts';
import { commandForm, fullName } from './command-form.ts';
import type { Connection } from './connection.ts';
import { h, part } from './dom.ts';
import type { Names } from './names.ts';

interface ComposerParts {
  ask: Connection['ask'];
  names(): Names;
  /** Does something in the open channel and tells what went wrong with it. */
  run(act: Parameters<Connection['ask']>[0]): void;
  warn(what: string): void;
}

/** The message box: plain messages, and commands with their options. */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #root = part('composer');
  readonly #popup = h('div', {
    id: 'suggestions',
    class: 'popup',
    role: 'listbox',
    'aria-label': 'Suggestions',
    hidden: true,
  });
  readonly #hint = h('div', { id: 'command-hint', class: 'hint' });
  readonly #line = h('div', { class: 'line' });
  readonly #box = h('textarea', {
    rows: 1,
    'aria-haspopup': 'listbox',
    maxlength: 2000,
    'aria-describedby': 'command-hint',
  });
  readonly #list: Combobox;
  #channel: ChannelView | undefined;
  #commands: ListedCommand[] = [];

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#list = new Combobox({
      field: this.#box,
      popup: this.#popup,
      label: 'Commands',
      onPick: ({ value }) => this.#start(String(value), ''),
    });
    this.#box.addEventListener('input', () => void this.#typed());
    this.#box.addEventListener('blur', () => this.#list.hide());
    this.#box.addEventListener('keydown', event => {
      if (this.#list.takesKey(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    this.#root.append(this.#popup, this.#hint, this.#line);
  }

  /** Changes the place in which one writes; what was begun in another is left. */
  setChannel(channel: ChannelView): void {
    const moved = channel.id !== this.#channel?.id;
    const changed = channel.canWrite !== this.#channel?.canWrite || channel.name !== this.#channel.name;
    this.#channel = channel;
    this.#root.hidden = channel.type === 15;
    if (moved || changed) this.#showBox('');
  }

  focus(): void {
    this.#box.focus();
  }

  /** Puts a command into the box, ready for its options. @param line `/search query: calibration`. */
  async begin(line: string): Promise<void> {
    await this.#loadCommands();
    const command = this.#named(line);
    if (command) this.#start(fullName(command), line.slice(fullName(command).length + 1));
    else this.#parts.warn(`There is no command ${line.split(' ', 1)[0]} here.`);
  }

  /** Puts a command into the box and sends it. */
  async beginAndSend(line: string): Promise<void> {
    await this.begin(line);
    this.#line.querySelector('form')?.requestSubmit();
  }

  #showBox(text: string): void {
    const { type, name, canWrite } = this.#channel ?? { type: 0, name: '', canWrite: false };
    const where = type === 1 ? `@${name}` : type === 0 || type === 5 ? `#${name}` : name;
    this.#box.setAttribute('aria-label', `Message ${where}`);
    this.#box.placeholder = canWrite ? `Message ${where}, or / for commands` : 'You cannot write here; / for commands';
    this.#box.value = text;
    this.#hint.textContent = '';
    this.#list.hide();
    this.#line.replaceChildren(this.#box);
  }

  async #typed(): Promise<void> {
    const text = this.#box.value;
    this.#hint.textContent = '';
    if (!text.startsWith('/')) return this.#list.hide();
    if (text === '/' || this.#commands.length === 0) await this.#loadCommands();
    if (this.#box.value !== text) return;
    const named = this.#named(text);
    if (named && text.length > fullName(named).length + 1)
      return this.#start(fullName(named), text.slice(fullName(named).length + 1));
    const wanted = text.slice(1).toLowerCase();
    const fitting = this.#commands.filter(command => fullName(command).toLowerCase().includes(wanted));
    const begins = (command: ListedCommand) => (fullName(command).toLowerCase().startsWith(wanted) ? 0 : 1);
    fitting.sort((a, b) => begins(a) - begins(b) || fullName(a).localeCompare(fullName(b)));
    this.#list.show(
      fitting.map(it => ({ label: `/${fullName(it)}`, detail: it.description, value: fullName(it) })),
      true,
    );
    if (fitting.length === 0) this.#hint.textContent = 'No command of that name is here.';
  }

  /** The command whose whole name the line begins with; the longest, for `/list` may be a name next to `/list add`. */
  #named(line: string): ListedCommand | undefined {
    return this.#commands
      .filter(command => line === `/${fullName(command)}` || line.startsWith(`/${fullName(command)} `))
      .sort((a, b) => fullName(b).length - fullName(a).length)[0];
  }

  async #loadCommands(): Promise<void> {
    if (!this.#channel) return;
    const answer = await this.#parts.ask({ kind: 'commands', channel: this.#channel.id }).catch(() => undefined);
    this.#commands = (answer?.commands ?? []).filter(({ onMessage }) => !onMessage);
  }

  #start(name: string, rest: string): void {
    const command = this.#commands.find(it => fullName(it) === name);
    const channel = this.#channel?.id;
    if (!command || channel === undefined) return;
    const { name: commandName, subcommand } = command;
    const which = { channel, name: commandName, ...(subcommand !== undefined && { subcommand }) };
    const form = commandForm({
      command,
      rest,
      here: this.#parts.names().here,
      popup: this.#popup,
      hint: this.#hint,
      complete: async (options, focused) =>
        (await this.#parts.ask({ kind: 'complete', ...which, options, focused })).choices ?? [],
      send: options => {
        this.#parts.run({ kind: 'slash', ...which, options });
        this.#leave('');
      },
      leave: (line = '') => this.#leave(line),
    });
    this.#list.hide();
    this.#line.replaceChildren(form.element);
    form.start();
  }

  #leave(text: string): void {
    this.#showBox(text);
    this.#box.focus();
  }

  #send(): void {
    const text = this.#box.value.trim();
    if (text === '' || !this.#channel) return;
    if (text.startsWith('/')) {
      const command = this.#named(text);
      if (command) this.#start(fullName(command), text.slice(fullName(command).length + 1));
      return;
    }
    this.#parts.run({ kind: 'say', channel: this.#channel.id, content: text });
    this.#showBox('');
  }
}
