import { findZone, suggestZones } from '../../src/calendar/time-zones.ts';
import { ThreadError } from '../../src/discussions/index.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Call, SlashCommand } from '../../src/interactions/command.ts';
import { channelOption, flag, optionalFlag, optionalText, roleOption } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { troubleReply } from '../../src/messages/discussion.ts';
import { needsManager, needsServer, noSuchZone, roleMissing, settingsReply } from '../../src/messages/settings.ts';
import { wrongChannelKind } from '../../src/messages/subscription-refusals.ts';
import { notUndone } from '../../src/messages/undo.ts';
import type { Openers, SettingsChange } from '../../src/store/index.ts';
import { namedPlace, placeIn } from '../daily/spec.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { refusePosting } from '../shared/may-post.ts';

const CHOICES = 25;

export function settings(app: App): SlashCommand {
  const channel = channelOption({
    name: 'channel',
    description: 'Where new discussions are opened',
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
    description: 'A city or a zone, such as Berlin, CET or UTC+1',
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
  const anywhere = flag({ name: 'anywhere', description: 'Open them where someone asks, in no set channel' });
  const none = flag({ name: 'none', description: 'Set no time zone' });
  const role = roleOption({ name: 'role', description: 'The role, if only people with a role may' });

  /**
   * For people who manage a server that the bot belongs to; Discord's own gate can be opened by the server, so it is
   * asked again.
   */
  const managing = (answer: (call: Call, guildId: string) => Reply | Promise<Reply>) => (call: Call) => {
    const refusal = refuse(call.asker, call);
    return refusal ?? answer(call, call.asker.guildId ?? '');
  };

  const change = async ({ asker }: Call, guildId: string, wanted: SettingsChange): Promise<Reply> => {
    const { settings: now, step } = await app.store.settings.change(guildId, wanted, byAsker(app, asker));
    return settingsReply(now, step);
  };
  const show = async (guildId: string) => settingsReply(await app.store.settings.get(guildId));

  return {
    kind: 'slash',
    name: 'settings',
    onlyInServers: true,
    description: 'What is set for this server',
    forManagers: true,
    subcommands: [
      {
        name: 'show',
        description: 'Show what is set for this server',
        options: [],
        run: managing((_, guildId) => show(guildId)),
      },
      {
        name: 'discussions',
        description: 'See or set where new discussions are opened',
        options: [channel, anywhere],
        run: managing(async (call, guildId) => {
          const chosen = call.get(channel);
          if (!chosen) return call.get(anywhere) ? change(call, guildId, { discussionChannelId: null }) : show(guildId);
          const refusal = refusePosting(app, call.asker, chosen.id, true);
          if (refusal) return refusal;
          const trouble = await app
            .threads()
            .obstacle(guildId, chosen.id, call.asker.botPermissionsIn?.get(chosen.id))
            .catch(troubleOf);
          return trouble
            ? troubleReply(trouble, call.mention)
            : change(call, guildId, { discussionChannelId: chosen.id });
        }),
      },
      {
        name: 'notices',
        description: 'Where I say that something is wrong, if whoever set it up cannot be reached',
        options: [noticeChannel, off],
        run: managing(async (call, guildId) => {
          const chosen = call.get(noticeChannel);
          if (call.get(off)) return change(call, guildId, { noticeChannelId: null });
          if (!chosen) return show(guildId);
          const refusal = refusePosting(app, call.asker, chosen.id, false);
          if (refusal) return refusal;
          const found = placeIn(app, namedPlace(call.asker, guildId, chosen.id), false);
          if ('refusal' in found) return found.refusal;
          if (found.place.kind === 'forum') return wrongChannelKind();
          return change(call, guildId, { noticeChannelId: chosen.id });
        }),
      },
      {
        name: 'time-zone',
        description: 'See or set the time zone of this server',
        options: [zone, none],
        run: managing(async (call, guildId) => {
          const typed = call.get(zone);
          if (typed === undefined) return call.get(none) ? change(call, guildId, { timeZone: null }) : show(guildId);
          const found = findZone(typed);
          return found === undefined ? noSuchZone(typed) : change(call, guildId, { timeZone: found });
        }),
      },
      {
        name: 'openers',
        description: 'Who may open a discussion where there is none yet',
        options: [{ ...who, required: true }, role],
        run: managing(async (call, guildId) => {
          const openers = readOpeners(call.get(who), call.get(role)?.id);
          return openers ? change(call, guildId, { openers }) : roleMissing();
        }),
      },
    ],
    presses: {
      async undo(press) {
        const refusal = refuse(press.asker, press);
        if (refusal) return refusal;
        const outcome = await app.store.settings.bringBack(press.args[0] ?? '', byAsker(app, press.asker));
        return outcome === 'done' ? show(press.asker.guildId ?? '') : notUndone(outcome);
      },
    },
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
