import type { Act } from '../asks.ts';
import type { ChannelView, PageMessage, Push, WorldView } from '../protocol.ts';
import { followChannelLinks } from './channel-links.ts';
import { Composer } from './composer.ts';
import { connect } from './connection.ts';
import { h, icon, nodes, part } from './dom.ts';
import { openForm } from './form-dialog.ts';
import { drawForum } from './forum.ts';
import { channelIntro } from './intro.ts';
import { MessageLog } from './message-log.ts';
import { openMenu } from './message-menu.ts';
import { type Names, namesIn } from './names.ts';
import { Sidebar, signOf } from './sidebar.ts';
import { keepTheme } from './theme.ts';
import { setNow } from './times.ts';
import { TroublePanel } from './trouble.ts';
import { welcome } from './welcome.ts';

/** The page: puts its parts together, and holds what is open. */

/** Kept over reloads of the page, for this tab. */
const PERSON = 'sandbox-person';

const FORUM = 15;

let world: WorldView | undefined;
const unread = new Set<string>();

const openId = () => decodeURIComponent(location.hash.slice(1));
const allChannels = ({ guilds, privates }: WorldView) => [...guilds.flatMap(({ channels }) => channels), ...privates];
const openChannel = (): ChannelView | undefined => world && allChannels(world).find(({ id }) => id === openId());

const connection = connect({ heard, opened: () => void resume(), lost: () => setConnected(false) });

const log = new MessageLog(
  names,
  {
    press: ({ channelId, id }, button) => run({ kind: 'press', channel: channelId, message: id, button }),
    choose: ({ channelId, id }, select, values) =>
      run({ kind: 'choose', channel: channelId, message: id, select, values }),
    react,
    vote: ({ channelId, id }, answers) => run({ kind: 'vote', channel: channelId, message: id, answers }),
    goTo,
    async openMenu(message, at, back) {
      const { channelId, id } = message;
      const answer = await connection.ask({ kind: 'commands', channel: channelId }).catch(() => undefined);
      const listed = (answer?.commands ?? []).filter(({ onMessage }) => onMessage);
      const apps = listed.map(({ name }) => ({
        label: name,
        run: () => run({ kind: 'menu', channel: channelId, message: id, name }),
      }));
      openMenu({ at, apps, back, react: message.private ? undefined : emoji => react(message, emoji) });
    },
  },
  async before => {
    const answer = await connection.ask({ kind: 'read', channel: openId(), before });
    log.prepend(answer.messages ?? [], answer.more ?? false);
  },
);
const composer = new Composer({ ask: connection.ask, names, run, warn: what => log.warn(what) });
const sidebar = new Sidebar(goTo, be, (guild, event, on) => run({ kind: 'interest', guild, event, on }));
const trouble = new TroublePanel({
  channel: openChannel,
  cause(what, done) {
    connection.ask({ kind: 'trouble', trouble: what }).then(
      () => say(done),
      error => log.warn(wordsOf(error)),
    );
  },
});

part('channels-toggle').append(icon('menu'));
part('trouble-toggle').append(icon('clock'), h('span', {}, 'Faults and time'));
keepTheme(light => log.setTheme(light));
toggle('channels-toggle', 'sidebar');
toggle('trouble-toggle', 'trouble');
addEventListener('hashchange', () => void open());
followChannelLinks(goTo);

function heard(push: Push): void {
  if (push.push === 'world') {
    drawWorld(push.world);
    return;
  }
  if (push.push === 'deleted') {
    if (push.channelId === openId()) log.remove(push.messageId);
    return;
  }
  const { message, kind } = push;
  // A thread shows the message from which it was started.
  if (message.channelId === openId() || message.id === openId()) {
    log.put(message, kind);
    if (message.channelId === openId()) return;
  }
  if (kind !== 'created' || message.authorId === world?.you) return;
  unread.add(message.channelId);
  drawSidebar();
}

function drawWorld(next: WorldView): void {
  const first = world === undefined;
  world = next;
  setNow(next.clock.now);
  const channel = openChannel();
  if (!channel) {
    if (!first && openId() !== '') log.warn('The channel that was open is no longer there.');
    const [fallback] = allChannels(next).filter(({ type }) => type !== FORUM);
    if (fallback) goTo(fallback.id);
  } else {
    drawChannel(channel);
  }
  drawSidebar();
  if (first && channel) void open();
  if (first) welcome(next.bot.name, line => void composer.beginAndSend(line));
}

function drawSidebar(): void {
  if (world) sidebar.draw({ world, open: openId(), unread });
}

/** What the head, the message box, the forum and the panel show of the open channel. */
function drawChannel(channel: ChannelView): void {
  if (!world) return;
  const guild = world.guilds.find(({ id }) => id === channel.guildId);
  part('sign').replaceChildren(icon(signOf(channel)));
  part('title').replaceChildren(...nodes([channel.name]));
  part('server').textContent = [guild?.name, channel.thread?.archived && 'closed', channel.thread?.locked && 'locked']
    .filter(Boolean)
    .join(' · ');
  document.title = `${channel.name} – ${world.bot.name}`;
  const isForum = channel.type === FORUM;
  part('forum').hidden = !isForum;
  part('log').hidden = isForum;
  if (isForum) drawForum(world, channel, goTo);
  composer.setChannel(channel);
  trouble.draw(world);
}

async function open(): Promise<void> {
  const channel = openChannel();
  if (!channel) return;
  unread.delete(channel.id);
  drawChannel(channel);
  drawSidebar();
  const answer = await connection.ask({ kind: 'read', channel: channel.id }).catch(() => undefined);
  if (!answer || !world || openId() !== channel.id) return;
  log.show(channelIntro(world, channel), answer.messages ?? [], answer.more ?? false);
}

function goTo(channelId: string): void {
  part('sidebar').classList.remove('shown');
  part('channels-toggle').setAttribute('aria-expanded', 'false');
  if (openId() === channelId) return;
  location.hash = channelId;
}

async function be(person: string): Promise<void> {
  sessionStorage.setItem(PERSON, person);
  await connection.ask({ kind: 'be', person });
  await open();
}

/** After the connection was made or made again: as whom one acted, and what has come since. */
async function resume(): Promise<void> {
  setConnected(true);
  const person = sessionStorage.getItem(PERSON);
  if (person !== null) await connection.ask({ kind: 'be', person }).catch(() => sessionStorage.removeItem(PERSON));
  await open();
}

function react({ channelId, id }: PageMessage, emoji: string): void {
  run({ kind: 'react', channel: channelId, message: id, emoji });
}

/** Does something; a form that comes of it is opened, what went wrong is shown. */
function run(act: Act): void {
  log.clearWarning();
  connection.ask(act).then(
    ({ form }) => {
      if (form) openForm({ form, here: names().here, send: values => run({ kind: 'submit', form: form.id, values }) });
    },
    error => log.warn(wordsOf(error)),
  );
}

function names(): Names {
  if (!world) throw new Error('Nothing is known of the sandbox yet.');
  const guild = world.guilds.find(({ id }) => id === openChannel()?.guildId);
  return namesIn(world, guild, { open: openId(), useCommand: name => void composer.begin(`/${name}`) });
}

function setConnected(connected: boolean): void {
  part('connection').hidden = connected;
}

/** Tells something that needs no answer. */
function say(what: string): void {
  part('status').textContent = what;
  part('said').textContent = what;
}

function toggle(button: string, region: string): void {
  part(button).addEventListener('click', () => {
    const shown = part(region).classList.toggle('shown');
    part(button).setAttribute('aria-expanded', String(shown));
  });
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
