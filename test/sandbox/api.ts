import type { Sandbox } from '../../src/sandbox/index.ts';

export interface ApiAnswer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** One request as it is, so that the answer can be looked at as it is. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  token = sandbox.token,
): Promise<ApiAnswer> {
  const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

/** The id of a channel of the default world. */
export function channelId(sandbox: Sandbox, guild: string, channel: string): string {
  const found = [...sandbox.world.guilds.values()]
    .find(({ name }) => name === guild)
    ?.channels.values()
    .find(({ name }) => name === channel);
  if (!found) throw new Error(`no #${channel} in ${guild}`);
  return found.id;
}

export function guildId(sandbox: Sandbox, guild: string): string {
  const found = [...sandbox.world.guilds.values()].find(({ name }) => name === guild);
  if (!found) throw new Error(`no ${guild}`);
  return found.id;
}

/** The id in an answer. */
export function idOf({ body }: ApiAnswer): string {
  if (typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'string') {
    throw new Error(`no id in ${JSON.stringify(body)}`);
  }
  return body.id;
}
