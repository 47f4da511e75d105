import { Client, Events, type Interaction, REST } from 'discord.js';
import type { Sandbox } from '../../src/sandbox/index.ts';

/** A bot as small as can be, with the real client. */
export interface TestBot {
  client: Client<true>;
  /** The REST client, for calls that the bot makes by itself; retries nothing. */
  rest: REST;
  stop(): Promise<void>;
}

export interface TestBotOptions {
  /** Registered globally before the login. */
  commands?: object[];
  intents?: number;
  token?: string;
  onInteraction?(interaction: Interaction): Promise<unknown> | undefined;
  /** Errors of the handler; by default they fail the process, as an unhandled rejection. */
  onError?(error: unknown): void;
}

const GUILDS = 1;

export function restFor(sandbox: Sandbox, token = sandbox.token): REST {
  return new REST({ api: sandbox.apiUrl, version: '10', retries: 0, timeout: 60_000 }).setToken(token);
}

export async function startBot(sandbox: Sandbox, options: TestBotOptions = {}): Promise<TestBot> {
  const { commands, intents = GUILDS, token = sandbox.token, onInteraction, onError } = options;
  const rest = restFor(sandbox, token);
  if (commands) await rest.put(`/applications/${sandbox.applicationId}/commands`, { body: commands });
  const client = new Client({ intents, rest: { api: sandbox.apiUrl, retries: 0, timeout: 60_000 } });
  client.on(Events.InteractionCreate, interaction => {
    void (async () => {
      try {
        await onInteraction?.(interaction);
      } catch (error) {
        if (!onError) throw error;
        onError(error);
      }
    })();
  });
  const ready = new Promise<Client<true>>(resolve => client.once(Events.ClientReady, resolve));
  try {
    await client.login(token);
  } catch (error) {
    await client.destroy();
    throw error;
  }
  return { client: await ready, rest, stop: () => client.destroy() };
}
