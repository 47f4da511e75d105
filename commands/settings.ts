import type { App } from '../src/app.ts';
import type { Asker } from '../src/asker.ts';
import type { Call, SlashCommand } from '../src/command.ts';
import { findZone, suggestZones } from '../src/daily/zones.ts';
import { ThreadError } from '../src/discussions/index.ts';
import { channelOption, optionalFlag, optionalText, roleOption } from '../src/option.ts';
import type { Reply } from '../src/reply.ts';
import type { Openers } from '../src/store/settings.ts';
import { wrongChannelKind } from '../src/views/daily-refusals.ts';
import { troubleReply } from '../src/views/discussion.ts';
import { needsManager, needsServer, noSuchZone, roleMissing, settingsReply } from '../src/views/settings.ts';
import { placeIn } from './daily/wish.ts';

const CHOICES = 25;

export function settings(app: App): SlashCommand {
  const channel = channelOption({
    name: 'channel',
    description: 'Where new discussions are opened; leave it out for “where someone asks”',
    kinds: ['text', 'announcement', 'forum'],
  });
  const noticeChannel = channelOption({
    name: 'channel',
    description: 'Where to say it; a channel that those who manage the server read',
    kinds: ['text', 'announcement'],
  });
  const off = optionalFlag({ name: 'off', description: 'True: no channel is set any more' });
  const zone = optionalText({
    name: 'zone',
    description: 'A city or a zone; leave it out to set none',
    complete: typed =>
      suggestZones(typed, CHOICES).map(({ name, zone: value }) => ({ name: name.slice(0, 100), value })),
  });
  const who = optionalText({
    name: 'who',
    description: 'Who may open a discussion where there is none yet',
    choices: [
      { name: 'Everyone', value: 'everyone' },
      { name: 'People with a role', value: 'role' },
      { name: 'People who manage the server', value: 'managers' },
    ],
  });
  const role = roleOption({ name: 'role', description: 'The role, if only people with a role may' });

  /** For people who manage a server that the bot belongs to; Discord's own gate can be opened by the server, so it is asked again. */
  const managing = (change: (call: Call, guildId: string) => Reply | Promise<Reply>) => (call: Call) => {
    const refusal = refuse(call.asker, call);
    return refusal ?? change(call, call.asker.guildId ?? '');
  };

  return {
    kind: 'slash',
    name: 'settings',
    description: 'What is set for this server',
    forManagers: true,
    subcommands: [
      {
        name: 'show',
        description: 'Show what is set for this server',
        options: [],
        run: managing(async (_, guildId) => settingsReply(await app.store.settings.get(guildId))),
      },
      {
        name: 'discussions',
        description: 'Where new discussions are opened',
        options: [channel],
        run: managing(async (call, guildId) => {
          const chosen = call.get(channel);
          if (chosen) {
            const trouble = await app.threads().obstacle(guildId, chosen.id).catch(troubleOf);
            if (trouble) return troubleReply(trouble, call.mention);
          }
          return settingsReply(await app.store.settings.set(guildId, { discussionChannelId: chosen?.id ?? null }));
        }),
      },
      {
        name: 'notices',
        description: 'Where I say that something is wrong, if whoever set it up cannot be reached',
        options: [noticeChannel, off],
        run: managing(async (call, guildId) => {
          const chosen = call.get(noticeChannel);
          if (call.get(off)) return settingsReply(await app.store.settings.set(guildId, { noticeChannelId: null }));
          if (!chosen) return settingsReply(await app.store.settings.get(guildId));
          const found = placeIn(app, guildId, chosen.id, false);
          if ('refusal' in found) return found.refusal;
          if (found.place.kind === 'forum') return wrongChannelKind();
          return settingsReply(await app.store.settings.set(guildId, { noticeChannelId: chosen.id }));
        }),
      },
      {
        name: 'time-zone',
        description: 'The time zone of this server',
        options: [zone],
        run: managing(async (call, guildId) => {
          const typed = call.get(zone);
          const found = typed === undefined ? null : findZone(typed);
          if (found === undefined) return noSuchZone(typed ?? '');
          return settingsReply(await app.store.settings.set(guildId, { timeZone: found }));
        }),
      },
      {
        name: 'openers',
        description: 'Who may open a discussion where there is none yet',
        options: [{ ...who, required: true }, role],
        run: managing(async (call, guildId) => {
          const openers = readOpeners(call.get(who), call.get(role)?.id);
          return openers ? settingsReply(await app.store.settings.set(guildId, { openers })) : roleMissing();
        }),
      },
    ],
  };
}

function refuse(asker: Asker, { mention }: Pick<Call, 'mention'>): Reply | undefined {
  if (asker.guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  return asker.canManage ? undefined : needsManager();
}

function readOpeners(who: string | undefined, roleId: string | undefined): Openers | undefined {
  if (who === 'role') return roleId === undefined ? undefined : { who, roleId };
  return { who: who === 'managers' ? who : 'everyone' };
}

function troubleOf(error: unknown) {
  if (error instanceof ThreadError) return error.trouble;
  throw error;
}
