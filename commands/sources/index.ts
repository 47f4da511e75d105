import { z } from 'zod';
import type { Call, SlashCommand } from '../../src/interactions/command.ts';
import { type Complete, optionalText, requiredText, wholeNumber } from '../../src/interactions/option.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { notUndone } from '../../src/messages/undo.ts';
import { OperatorError } from '../../src/platform/operator-error.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import {
  noSuchDay,
  noSuchSource,
  notAdded,
  notRemovable,
  notTheOwner,
  readingBegins,
  readingDone,
  readingElsewhere,
  readingFailed,
  readingGoesOn,
  readingTakesLong,
  sourceAdded,
  sourceBack,
  sourceRemoved,
  sourcesReply,
  statusReply,
} from './replies.ts';

/** How often the answer to `/sources run` changes, in ms. */
const SHOWN_MS = 3_000;
/** Discord lets an answer be changed for 15 minutes. */
const SHOWN_FOR_MS = 12 * 60_000;
const CHOICES = 25;

const day = z.iso.date();

/** For whoever runs the bot: where the collection's papers come from. */
export function sources(app: App): SlashCommand {
  /**
   * Discord cannot hide a command from all but the bot's owner; so anyone else who uses it gets an answer that says so.
   */
  const owned = (run: (call: Call) => Outcome | Promise<Outcome>) => async (call: Call) =>
    (await app.isOwner(call.asker.userId)) ? run(call) : notTheOwner();
  const complete: Complete = async (typed, asker) => {
    if (!(await app.isOwner(asker.userId))) return [];
    const names = (await app.sources.all()).map(({ settings }) => settings.name);
    return names
      .filter(name => name.includes(typed.trim().toLowerCase()))
      .slice(0, CHOICES)
      .map(name => ({ name, value: name }));
  };
  const named = requiredText({ name: 'name', description: 'Which source', complete });
  const since = optionalText({ name: 'since', description: 'Read it again from this day on, such as 2024-01-31' });
  const wanted = {
    kind: requiredText({
      name: 'kind',
      description: 'Where from',
      choices: [
        { name: 'arXiv: what is new each day', value: 'arxiv-feed' },
        { name: 'arXiv: a search', value: 'arxiv-query' },
        { name: 'arXiv: a whole archive', value: 'arxiv-oai' },
        { name: 'Hugging Face: featured papers', value: 'hugging-face' },
      ],
    }),
    name: requiredText({ name: 'name', description: 'A name for it: small letters, digits, hyphens' }),
    categories: optionalText({ name: 'categories', description: 'arXiv’s categories, such as cs.LG stat.ML' }),
    query: optionalText({ name: 'query', description: 'For a search, in arXiv’s language, such as abs:dropout' }),
    set: optionalText({ name: 'set', description: 'For a whole archive, such as stat or cs:cs:LG' }),
    since: optionalText({ name: 'since', description: 'The first day to read, such as 2024-01-31' }),
    every: optionalText({ name: 'every', description: 'How often, such as 6h or 1d' }),
    keep: optionalText({ name: 'keep', description: 'Add only papers that match this, as in /search' }),
    upvotes: wholeNumber({ name: 'upvotes', description: 'Add only papers with so many upvotes', min: 0, max: 10_000 }),
  };

  async function add({ get, asker, mention }: Call): Promise<Reply> {
    const categories = get(wanted.categories)
      ?.split(/[\s,+]+/)
      .filter(Boolean);
    const keep = withoutGaps({ query: get(wanted.keep), upvotes: get(wanted.upvotes) });
    const name = get(wanted.name);
    const settings = withoutGaps({
      name,
      kind: get(wanted.kind),
      categories,
      query: get(wanted.query),
      set: get(wanted.set),
      since: get(wanted.since),
      every: get(wanted.every),
      keep: Object.keys(keep).length > 0 ? keep : undefined,
    });
    const why = await app.sources.add(settings, asker.userId);
    if (why !== undefined) return notAdded(why);
    app.readings.wake();
    return sourceAdded(name, mention);
  }

  async function remove({ get, asker, mention }: Call): Promise<Reply> {
    const name = get(named);
    const step = await app.sources.remove(name, byAsker(app, asker));
    if (step !== undefined) return sourceRemoved(name, step);
    const inFile = (await app.sources.all()).find(({ settings }) => settings.name === name);
    return inFile ? notRemovable(inFile) : noSuchSource(name, mention);
  }

  async function run({ get, mention }: Call): Promise<Outcome> {
    const [name, from] = [get(named), get(since)];
    if (from !== undefined && !day.safeParse(from).success) return noSuchDay(from);
    const known = (await app.sources.all()).some(({ settings }) => settings.name === name);
    return known ? { unfolding: reading(name, from, mention) } : noSuchSource(name, mention);
  }

  async function* reading(name: string, from: string | undefined, mention: Call['mention']): AsyncGenerator<Reply> {
    const { clock, readings } = app;
    const until = clock.now() + SHOWN_FOR_MS;
    const going = readings.read(name, from);
    const ended = going.done.then(
      report => (report ? readingDone(name, report) : readingElsewhere(name)),
      error => {
        if (error instanceof OperatorError) return readingFailed(name, error.message);
        throw error;
      },
    );
    // Looked at below; not before the next turn.
    ended.catch(() => {});
    yield readingBegins(name);
    while (clock.now() < until) {
      const reply = await Promise.race([ended, pause()]);
      if (reply) return yield reply;
      if (going.progress) yield readingGoesOn(name, going.progress);
    }
    yield readingTakesLong(name, mention);
  }

  const pause = () => new Promise<undefined>(resolve => void app.clock.after(SHOWN_MS, () => resolve(undefined)));

  return {
    kind: 'slash',
    name: 'sources',
    description: 'For whoever runs this bot: where its papers come from',
    forManagers: true,
    subcommands: [
      {
        name: 'list',
        description: 'Where papers come from, and what is kept',
        options: [],
        run: owned(async ({ mention }) => sourcesReply(await app.sources.all(), mention)),
      },
      {
        name: 'status',
        description: 'How far each source was read, and what came',
        options: [],
        run: owned(async ({ mention }) => {
          const all = await app.sources.all();
          return statusReply(
            all.map(source => ({ ...source, progress: app.readings.of(source.settings.name)?.progress })),
            mention,
          );
        }),
      },
      { name: 'add', description: 'Add a source', options: Object.values(wanted), run: owned(add) },
      { name: 'remove', description: 'Remove a source; its papers stay', options: [named], run: owned(remove) },
      {
        name: 'run',
        description: 'Read a source now',
        options: [named, since],
        run: owned(run),
        defer: 'private',
      },
    ],
    presses: {
      async undo({ asker, args: [step = ''] }) {
        if (!(await app.isOwner(asker.userId))) return notTheOwner();
        const outcome = await app.sources.bringBack(step, byAsker(app, asker));
        if (outcome !== 'done') return notUndone(outcome);
        app.readings.wake();
        return sourceBack();
      },
    },
  };
}

/** Only what was said. */
function withoutGaps(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
