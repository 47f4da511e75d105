import type { BotAnswer, Driver } from '../driver/driver.ts';
import type { Options } from '../driver/options.ts';
import { makePerson, type Person } from '../driver/person.ts';
import { type ShownForm, type ShownMessage, shownMessage } from '../driver/shown.ts';
import type { MessageChange } from '../state/state.ts';
import type { Channel, User } from '../world/world.ts';
import { findChannel } from '../world/world.ts';
import type { Act } from './asks.ts';
import { placeOf } from './place-of.ts';
import type { Push, Result } from './protocol.ts';
import { canRead, canSee, messageView, readMessages } from './view.ts';

/** Messages that are read at once. */
const PAGE_OF_MESSAGES = 50;

/** Forms that may be open at once in one page; the oldest are forgotten. */
const OPEN_FORMS = 20;

type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;

/** One open page: whom it acts as, and what that person does. */
export class PageSession {
  #you: User;
  readonly #driver: Driver;
  readonly #forms = new Map<string, ShownForm>();

  constructor(driver: Driver, you: User) {
    this.#driver = driver;
    this.#you = you;
  }

  get you(): User {
    return this.#you;
  }

  /** Does it, by the same way as the sandbox's driver; throws with a sentence for the reader where that is refused. */
  async do(act: Exclude<Act, ActOf<'trouble'>>): Promise<Result> {
    const person = makePerson(this.#driver, this.#you);
    switch (act.kind) {
      case 'be':
        this.#become(act.person);
        return {};
      case 'read':
        return readMessages(this.#world, this.#channel(act.channel), this.#you, act.before, PAGE_OF_MESSAGES);
      case 'commands':
        return { commands: person.commands(this.#place(act.channel)) };
      case 'say':
        person.says(this.#place(act.channel), act.content);
        return {};
      case 'slash':
        return this.#opened(person.slash(this.#place(act.channel), act.name, given(act), act.subcommand));
      case 'complete':
        return { choices: await this.#complete(person, act) };
      case 'press':
        return this.#opened(person.press(this.#message(act), act.button));
      case 'choose':
        return this.#opened(person.choose(this.#message(act), act.select, act.values));
      case 'react':
        person.react(this.#message(act), act.emoji);
        return {};
      case 'vote': {
        const message = this.#message(act);
        const chosen = message.poll?.answers.filter(({ id }) => act.answers.includes(id)) ?? [];
        person.votes(
          message,
          chosen.map(({ text }) => text),
        );
        return {};
      }
      case 'interest':
        person.interested(act.guild, act.event, act.on);
        return {};
      case 'submit':
        return this.#opened(person.submit(this.#form(act.form), act.values));
      case 'menu':
        return this.#opened(person.messageMenu(this.#place(act.channel), act.name, this.#message(act)));
    }
  }

  /** What the page is told of a change; nothing if its person cannot see it. */
  pushOf({ kind, message, channel }: MessageChange): Push | undefined {
    if (!canSee(this.#world, channel, this.#you) || !canRead(message, this.#you)) return undefined;
    if (kind === 'deleted') return { push: 'deleted', channelId: channel.id, messageId: message.id };
    return { push: 'message', kind, message: messageView(this.#world, channel, message, this.#you) };
  }

  get #world() {
    return this.#driver.state.world;
  }

  #become(id: string): void {
    const user = this.#world.users.get(id);
    if (!user || user.bot) throw new Error('There is no such person.');
    this.#you = user;
    this.#forms.clear();
  }

  #channel(id: string): Channel {
    const channel = findChannel(this.#world, id);
    if (!channel || !canSee(this.#world, channel, this.#you)) throw new Error('This channel is no longer there.');
    return channel;
  }

  #place(id: string) {
    return placeOf(this.#world, this.#channel(id));
  }

  #message({ channel: channelId, message: id }: { channel: string; message: string }): ShownMessage {
    const channel = this.#channel(channelId);
    const message = channel.messages.get(id);
    if (!message) throw new Error('This message is no longer there.');
    return shownMessage(this.#world, channel, message);
  }

  #form(id: string): ShownForm {
    const form = this.#forms.get(id);
    if (!form) throw new Error('This form is no longer open.');
    this.#forms.delete(id);
    return form;
  }

  #complete(person: Person, act: ActOf<'complete'>) {
    return person.complete(this.#place(act.channel), act.name, given(act), act.focused, act.subcommand);
  }

  /** Messages reach the page as changes; only a form has to be handed over. */
  async #opened(answering: Promise<BotAnswer>): Promise<Result> {
    const { form } = await answering;
    if (!form) return {};
    this.#forms.set(form.id, form);
    for (const id of this.#forms.keys()) {
      if (this.#forms.size <= OPEN_FORMS) break;
      this.#forms.delete(id);
    }
    return { form };
  }
}

function given({ options }: ActOf<'slash' | 'complete'>): Options {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'object' ? { filename: value.filename, content: Buffer.from(value.base64, 'base64') } : value,
    ]),
  );
}
