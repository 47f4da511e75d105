import type { Json } from '../schema/json.ts';
import type { Choice, NewInteraction, Outcome } from '../state/interactions.ts';
import type { MessageChange, State } from '../state/state.ts';
import { has } from '../world/permissions.ts';
import type { Message, Owners, User } from '../world/world.ts';
import { findChannel, permissionsIn } from '../world/world.ts';
import type { LiveMessage } from './component-data.ts';
import { envelope } from './envelope.ts';
import { ownersAt, type Spot, spotOf } from './place.ts';
import { type ShownForm, type ShownMessage, shownForm, shownMessage } from './shown.ts';

/** How the bot answered. */
export interface BotAnswer {
  /** A new message; the message with the button changed; a form; or first only the promise of one of the former two. */
  kind: 'message' | 'update' | 'form' | 'deferred';
  message?: ShownMessage;
  form?: ShownForm;
  /** Whether only the asker sees it. */
  private: boolean;
  /**
   * After `deferred`: the message, once the bot has filled it in or sent another instead. Of other answers: the message
   * itself.
   */
  later(): Promise<ShownMessage>;
}

/** What a person does, ready to be sent. */
export interface Act {
  spot: Spot;
  type: 2 | 3 | 4 | 5;
  owners: Owners;
  name?: string;
  menu?: boolean;
  source?: Message;
  data: Json;
}

/** After this the token of a deferred interaction is dead. */
const TOKEN_MS = 15 * 60_000;

/** Sends interactions to the bot and waits for what it makes of them. */
export class Driver {
  readonly state: State;
  /** Where the forms that are open were opened. */
  readonly #forms = new Map<string, { spot: Spot; owners: Owners; source?: Message }>();

  constructor(state: State) {
    this.state = state;
  }

  async act(act: Act): Promise<BotAnswer> {
    const { interactionId, outcome } = await this.#send(act);
    const { spot, owners, source } = act;
    if (outcome.kind === 'choices') throw new Error('The bot answered with choices for an autocompletion.');
    if (outcome.kind === 'form') {
      this.#forms.set(interactionId, { spot, owners, ...(source && { source }) });
      const form = shownForm(interactionId, outcome.form);
      return { kind: 'form', form, private: true, later: () => Promise.reject(new Error('A form is no message.')) };
    }
    const message = outcome.message ?? source;
    const show = (it: Message) => shownMessage(this.state.world, spot.channel, it);
    // A promise to change the message with the button shows nothing by itself.
    const shown = outcome.message && show(outcome.message);
    const kept = outcome.kind === 'deferred' ? this.#promised(interactionId, message) : undefined;
    return {
      kind: outcome.kind,
      ...(shown && { message: shown }),
      private: message?.onlyFor !== undefined,
      later: async () => {
        const now = kept ? await kept : message;
        if (!now) throw new Error('There is no message to wait for.');
        return show(now);
      },
    };
  }

  async complete(act: Act): Promise<Choice[]> {
    const { outcome } = await this.#send(act);
    if (outcome.kind !== 'choices') throw new Error('The bot did not answer the autocompletion with choices.');
    return outcome.choices;
  }

  /** Presses or chooses on a message. */
  actOn(user: User, { channel, message }: LiveMessage, data: Json): Promise<BotAnswer> {
    const spot = spotOf(this.state.world, user, channel);
    return this.act({
      spot: { ...spot, context: contextOf(message, spot) },
      type: 3,
      owners: message.origin?.owners ?? ownersAt(spot),
      source: message,
      data,
    });
  }

  submit(user: User, form: ShownForm, data: Json): Promise<BotAnswer> {
    const opened = this.#forms.get(form.id);
    if (!opened) throw new Error('This form is not open.');
    return this.act({ ...opened, spot: { ...opened.spot, user }, type: 5, data });
  }

  async #send({ spot, data, ...act }: Act): Promise<{ interactionId: string; outcome: Outcome }> {
    const { user, channel, context, guild, userInstalled } = spot;
    const { state } = this;
    const silenced =
      userInstalled && guild && !has(permissionsIn(state.world, guild, user.id, channel), 'USE_EXTERNAL_APPS');
    const what: NewInteraction = { ...act, user, channel, context, alwaysPrivate: silenced === true };
    const { interaction, outcome } = state.interactions.start(what);
    const event = {
      name: 'INTERACTION_CREATE',
      intents: 0,
      ...(guild && { guildId: guild.id }),
      data: envelope(state, interaction, data),
    };
    state.emit(event);
    if (state.repeatsInteractions) state.emit(event);
    return { interactionId: interaction.id, outcome: await outcome };
  }

  /**
   * The message that was promised, once it is changed, or else the first one that comes through the same interaction.
   */
  #promised(interactionId: string, message: Message | undefined): Promise<Message> {
    const { state } = this;
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    // Nobody may ever wait for it.
    promise.catch(() => {});
    const watcher = ({ kind, message: changed }: MessageChange) => {
      if (kind === 'marked') return;
      if (changed !== message && changed.throughInteraction !== interactionId) return;
      stop();
      resolve(changed);
    };
    const cancel = state.clock.after(TOKEN_MS, () => {
      stop();
      reject(new Error('The bot promised an answer and never gave it.'));
    });
    const stop = () => {
      cancel();
      state.watchers.delete(watcher);
    };
    state.watchers.add(watcher);
    return promise;
  }
}

/** Buttons act in the context in which their message was made. */
function contextOf({ origin }: Message, { context }: Spot): 0 | 1 | 2 {
  return origin?.context === 2 ? 2 : context;
}

/** The message as it is now; throws if it is gone, or not for this person. */
export function liveMessage({ world }: State, user: User, shown: ShownMessage): LiveMessage {
  const channel = findChannel(world, shown.channelId);
  const message = channel?.messages.get(shown.id);
  if (!channel || !message) throw new Error('This message is no longer there.');
  if (message.onlyFor !== undefined && message.onlyFor !== user.id)
    throw new Error(`${user.name} cannot see this message.`);
  return { channel, message };
}
