import type { Clock } from '../../platform/clock.ts';
import type { Faults } from '../faults/fault-queue.ts';
import type { RateLimits } from '../faults/rate-limits.ts';
import type { Json } from '../schema/json.ts';
import type { SchemaCheck } from '../schema/spec.ts';
import type { Attachment, Channel, Message, World } from '../world/world.ts';
import type { Commands } from './commands.ts';
import type { Interactions } from './interactions.ts';
import type { SessionStarts } from './session-starts.ts';

/** Something that the bot did and that Discord would refuse, or that it would take but this project does not want. */
export interface Violation {
  what: string;
  /** For example `POST /channels/{channel}/messages`. */
  route?: string;
  detail?: unknown;
}

export interface LoggedRequest {
  method: string;
  /** As it was asked for, without the API's base: `/channels/123/messages`. */
  path: string;
  /** The pattern that it fits; missing for an unknown route. */
  route?: string;
  /** Whether the bot's token came with it. */
  authorised: boolean;
  body: unknown;
  /** Of the answer; 0 where the connection was dropped instead. */
  status: number;
}

/** A gateway event before it gets a sequence number. */
export interface GatewayEvent {
  name: string;
  data: Json | ((session: { intents: number }) => Json);
  /** Decides on the shard; missing for what goes to shard 0. */
  guildId?: string;
  /** The session must have one of these intents; 0 for what everyone gets. */
  intents: number;
}

/** What happened to a message, for whoever draws the sandbox; `marked`: its reactions or its thread have changed. */
export interface MessageChange {
  kind: 'created' | 'edited' | 'marked' | 'deleted';
  message: Message;
  channel: Channel;
}

/** Everything that the parts of a running sandbox share. */
export interface State {
  readonly world: World;
  readonly clock: Clock;
  readonly token: string;
  /** `http://127.0.0.1:PORT`. */
  url: string;
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly sessionStarts: SessionStarts;
  readonly recommendedShards: number;
  /** Whether each interaction is dispatched twice. */
  repeatsInteractions: boolean;
  /** Bytes of one file that comes with a message. */
  uploadLimit: number;
  readonly violations: Violation[];
  readonly requests: LoggedRequest[];
  /** Messages made with a nonce: `authorId:nonce` → which and when. */
  readonly nonces: Map<string, { messageId: string; channelId: string; at: number }>;
  /**
   * Who may run a command in a server and where, by the server's id and the command's name; without a name: all of the
   * app's.
   */
  readonly commandRights: Map<string, { id: string; type: 1 | 2 | 3; permission: boolean }[]>;
  /** Files of attachment options, by id. */
  readonly uploads: Map<string, Attachment>;
  /** Checks a body against Discord's published schema, unless switched off. */
  readonly schemas: SchemaCheck;
  readonly watchers: Set<(change: MessageChange) => void>;
  emit(event: GatewayEvent): void;
}

export const newId = (state: State): string => state.world.newId(state.clock.now());
