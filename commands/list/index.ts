import type { Call, Press, SlashCommand, Subcommand } from '../../src/interactions/command.ts';
import { attachmentOption, flag, requiredText } from '../../src/interactions/option.ts';
import type { Outcome } from '../../src/interactions/reply.ts';
import { FORMATS, oneAtATime } from '../../src/library/index.ts';
import type { App } from '../services.ts';
import { paperOption, withNamedPaper } from '../shared/named-paper.ts';
import { readPage } from '../shared/page-number.ts';
import { askToClear, clearList, restoreList } from './clearing.ts';
import { listEntries } from './entries.ts';
import { exportList, importList } from './files.ts';
import { type Owned, onList, shared, withList } from './owner.ts';

const FORMAT_NAMES = { bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON', markdown: 'Markdown', csv: 'CSV' } as const;

/** Of all people. A file takes 20 s at most, and Discord takes an answer for 15 minutes. */
const MOST_IMPORTS_WAITING = 40;

export function list(app: App): SlashCommand {
  const entries = listEntries(app);
  const importing = oneAtATime(MOST_IMPORTS_WAITING);
  const paper = paperOption(app);
  const format = requiredText({
    name: 'format',
    description: 'The kind of file',
    choices: Object.entries(FORMAT_NAMES).map(([value, name]) => ({ name, value })),
  });
  const file = { ...attachmentOption({ name: 'file', description: 'BibTeX, RIS, NBIB or CSL-JSON' }), required: true };
  const unread = flag({ name: 'unread', description: 'Mark it as unread again' });

  /** `/list word paper:`, for a paper that is named as everywhere. `action`: the press that does the same. */
  const about = (
    name: string,
    { verb, description, action = () => name }: { verb: string; description: string; action?(call: Call): string },
    answer: (list: Owned, paperId: string, call: Call) => Outcome | Promise<Outcome>,
  ): Subcommand => ({
    name,
    description,
    options: [paper, ...(name === 'read' ? [unread] : []), shared],
    run: call =>
      onList(call, owned =>
        withNamedPaper(app, call, call.get(paper), {
          verb,
          does: ({ id }) => ({ command: 'list', action: action(call), args: [owned.which, id] }),
          run: ({ id }) => answer(owned, id, call),
        }),
      ),
  });
  /** A button of an entry: its list and its paper are in the arguments. */
  const pressed =
    (answer: (list: Owned, paperId: string, press: Press) => Outcome | Promise<Outcome>) => (press: Press) =>
      withList(press, press.args[0], owned => answer(owned, press.args[1] ?? '', press));

  return {
    kind: 'slash',
    name: 'list',
    description: 'Reading lists: your own, and the one of this server',
    subcommands: [
      {
        name: 'show',
        description: 'Show a reading list',
        options: [shared],
        run: call => onList(call, owned => entries.page(owned, 0, call.asker, call.mention)),
      },
      about('add', { verb: 'Save', description: 'Save a paper' }, (owned, id, { asker }) =>
        entries.add(owned, id, asker),
      ),
      about('remove', { verb: 'Remove', description: 'Take a paper out' }, (owned, id, { asker }) =>
        entries.remove(owned, id, asker),
      ),
      about(
        'read',
        { verb: 'Mark', description: 'Mark a paper as read', action: call => (call.get(unread) ? 'unread' : 'read') },
        (owned, id, call) => entries.mark(owned, id, call.asker, !call.get(unread)),
      ),
      about('note', { verb: 'Note', description: 'Write a note on a paper' }, (owned, id, { asker }) =>
        entries.askForNote(owned, id, asker),
      ),
      {
        name: 'clear',
        description: 'Take all papers out of a reading list; asks first',
        options: [shared],
        run: call => onList(call, owned => askToClear(app, owned, call)),
      },
      {
        name: 'export',
        description: 'Get a reading list as a file',
        options: [format, shared],
        defer: 'private',
        run: call =>
          onList(call, owned => {
            const chosen = call.get(format);
            return exportList(app, owned, {
              asker: call.asker,
              format: isFormat(chosen) ? chosen : 'bibtex',
              mention: call.mention,
            });
          }),
      },
      {
        name: 'import',
        description: 'Save the papers of a BibTeX, RIS, NBIB or CSL-JSON file',
        options: [file, shared],
        defer: 'private',
        run: call => onList(call, owned => importList(app, owned, call.asker, call.get(file), importing)),
      },
    ],
    presses: {
      /** *Save* below a paper. */
      save: press => withList(press, 'mine', owned => entries.add(owned, press.args[0] ?? '', press.asker)),
      page: press =>
        withList(press, press.args[0], async owned => ({
          ...(await entries.page(owned, readPage(press.args[1]), press.asker, press.mention)),
          // On a message that others see too, the list is a new message that only the one who pressed sees.
          update: press.message?.private === true,
        })),
      entry: press => withList(press, press.args[0], owned => entries.show(owned, press.values[0] ?? '', press.asker)),
      add: pressed((owned, id, { asker }) => entries.add(owned, id, asker)),
      /** What came closest to an entry of an imported file. */
      pick: press => withList(press, press.args[0], owned => entries.add(owned, press.values[0] ?? '', press.asker)),
      share: press => withList(press, 'ours', owned => entries.add(owned, press.args[1] ?? '', press.asker)),
      read: pressed((owned, id, { asker }) => entries.mark(owned, id, asker, true)),
      unread: pressed((owned, id, { asker }) => entries.mark(owned, id, asker, false)),
      note: pressed((owned, id, { asker }) => entries.askForNote(owned, id, asker)),
      noted: pressed((owned, id, { asker, inputs }) => entries.note(owned, id, asker, inputs.get('note') ?? '')),
      remove: pressed((owned, id, { asker }) => entries.remove(owned, id, asker)),
      clear: press => withList(press, press.args[0], owned => clearList(app, owned, press)),
      restore: press => withList(press, press.args[0], owned => restoreList(app, owned, press, press.args[1] ?? '')),
      undo: press => entries.undo(press.args[0] ?? '', press),
    },
  };
}

function isFormat(text: string): text is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, text);
}
