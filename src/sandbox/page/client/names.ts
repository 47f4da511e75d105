import type { ChannelView, GuildView, PersonView, WorldView } from '../protocol.ts';

/** What mentions stand for, and where they lead. */
export interface Names {
  user(id: string): string | undefined;
  role(id: string): string | undefined;
  channel(id: string): string | undefined;
  /** Id of the reader. */
  readonly you: string;
  /** Id of the channel that is open. */
  readonly open: string;
  readonly here: Here;
  /** @param name `search`, or `list add`. */
  useCommand(name: string): void;
}

/** What there is to choose from in the place that is open. */
export interface Here {
  users: PersonView[];
  roles: { id: string; name: string }[];
  channels: ChannelView[];
}

export function namesIn(
  world: WorldView,
  guild: GuildView | undefined,
  rest: Pick<Names, 'open' | 'useCommand'>,
): Names {
  const find = (things: { id: string; name: string }[], id: string) => things.find(thing => thing.id === id)?.name;
  return {
    user: id => find(world.people, id),
    role: id => world.guilds.map(({ roles }) => find(roles, id)).find(name => name !== undefined),
    channel: id => find([...world.guilds.flatMap(({ channels }) => channels), ...world.privates], id),
    you: world.you,
    here: {
      users: world.people,
      roles: guild?.roles ?? [],
      channels: (guild?.channels ?? []).filter(({ thread }) => !thread),
    },
    ...rest,
  };
}
