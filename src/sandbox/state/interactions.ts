import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Form } from '../schema/components.ts';
import { DiscordError } from '../schema/errors.ts';
import type { Channel, Message, Owners, User } from '../world/world.ts';

/** Tokens of interactions and their rules. Source: Discord's documentation, interactions/receiving-and-responding. */

/** Within this the bot must acknowledge. */
const ACKNOWLEDGE_MS = 3000;
/** For this long the token can be used then. */
const TOKEN_MS = 15 * 60_000;
/** After this a token is forgotten altogether. */
const FORGET_MS = 2 * TOKEN_MS;
/** Follow-ups for an app that is only installed by the user. */
const USER_INSTALL_FOLLOW_UPS = 5;

export interface Choice {
  name: string;
  value: string | number;
}

/** What the bot did with an interaction. */
export type Outcome =
  | { kind: 'message' | 'update'; message: Message }
  | { kind: 'deferred'; message?: Message }
  | { kind: 'form'; form: Form }
  | { kind: 'choices'; choices: Choice[] };

export interface Interaction {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 form. */
  type: 2 | 3 | 4 | 5;
  user: User;
  channel: Channel;
  owners: Owners;
  context: number;
  /** Replies are for the asker alone, whatever the bot says. */
  alwaysPrivate: boolean;
  /** Whether the command came from the menu of a message. */
  menu?: boolean;
  /** Of the command. */
  name?: string;
  /** What the button was on. */
  source?: Message;
  createdAt: number;
  state: 'waiting' | 'answered' | 'late';
  /** The message that `@original` stands for. */
  originalId?: string;
  followUps: number;
  settle(outcome: Outcome): void;
}

export type NewInteraction = Omit<
  Interaction,
  'id' | 'token' | 'createdAt' | 'state' | 'originalId' | 'followUps' | 'settle'
>;

export class Interactions {
  readonly #byToken = new Map<string, Interaction>();
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(clock: Clock, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  /** Starts an interaction; `outcome` rejects if the bot does not answer in time. */
  start(what: NewInteraction): { interaction: Interaction; outcome: Promise<Outcome> } {
    this.#forgetOld();
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const stopWaiting = this.#clock.after(ACKNOWLEDGE_MS, () => {
      interaction.state = 'late';
      reject(new Error(`The bot did not answer ${this.#describe(interaction)} within 3 s.`));
    });
    const interaction: Interaction = {
      ...what,
      id: this.#newId(),
      token: randomBytes(32).toString('base64url'),
      createdAt: this.#clock.now(),
      state: 'waiting',
      followUps: 0,
      settle: outcome => {
        stopWaiting();
        interaction.state = 'answered';
        resolve(outcome);
      },
    };
    this.#byToken.set(interaction.token, interaction);
    return { interaction, outcome: promise };
  }

  /** The interaction that is to be acknowledged now. */
  toAcknowledge(id: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (!interaction || interaction.id !== id || interaction.state === 'late')
      throw new DiscordError('unknownInteraction');
    if (interaction.state === 'answered') throw new DiscordError('alreadyAcknowledged');
    return interaction;
  }

  /** The interaction, acknowledged before, through whose token messages are sent and changed. */
  acknowledged(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction?.state !== 'answered') throw new DiscordError('unknownWebhook');
    if (this.#clock.now() - interaction.createdAt > TOKEN_MS) throw new DiscordError('expiredToken');
    return interaction;
  }

  countFollowUp(interaction: Interaction): void {
    interaction.followUps += 1;
    const onlyByUser = interaction.owners['0'] === undefined;
    if (onlyByUser && interaction.followUps > USER_INSTALL_FOLLOW_UPS) throw new DiscordError('tooManyFollowUps');
  }

  #describe({ type, name }: Interaction): string {
    if (type === 4) return `the autocompletion of /${name}`;
    if (type === 2) return `the command "${name}"`;
    return type === 3 ? 'the press' : 'the form';
  }

  #forgetOld(): void {
    const limit = this.#clock.now() - FORGET_MS;
    for (const [token, { createdAt }] of this.#byToken) {
      if (createdAt >= limit) break;
      this.#byToken.delete(token);
    }
  }
}
