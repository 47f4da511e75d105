import { cutAtWord, cutEscaped } from '../../src/interactions/cut.ts';
import { join, type Markdown, md, oneLine } from '../../src/interactions/markdown.ts';
import { privately, type Reply, type SelectChoice } from '../../src/interactions/reply.ts';
import { MOST_BYTES, MOST_ENTRIES, type NotFound, type Rejected } from '../../src/library/index.ts';
import { whereabouts } from '../../src/messages/paper-line.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { LIST_CAPACITY, LIST_SHARE } from '../../src/store/index.ts';
import type { Which } from './replies.ts';

const MEGABYTE = 2 ** 20;
/** Why entries could not be read: the first of it stands in the answer, all of it in the file. */
const REASONS_SHOWN = 3;
const REASON_CHARACTERS = 150;
/** Discord's limits of a menu. */
const MOST_CHOICES = 25;
const CHOICE_CHARACTERS = 100;

export interface Import {
  which: Which;
  added: number;
  present: number;
  noRoom: number;
  notFound: readonly NotFound[];
  rejected: readonly Rejected[];
}

/**
 * What came of an import; what was not found or could not be read comes as a file, and what comes closest can be
 * chosen.
 */
export function imported({ which, added, present, noRoom, notFound, rejected }: Import): Reply {
  const left = [
    ...(notFound.length > 0 ? [md`${notFound.length} not found in this collection`] : []),
    ...(rejected.length > 0 ? [md`${rejected.length} could not be read`] : []),
  ];
  const choices = choicesOf(notFound);
  const parts: Markdown[] = [
    md`**${added}** ${added === 1 ? 'paper' : 'papers'} saved.`,
    ...(present > 0 ? [md`${present} already there.`] : []),
    ...(noRoom > 0
      ? [
          md`${noRoom} did not fit: a list holds ${LIST_CAPACITY.toLocaleString('en')} papers${which === 'ours' ? md`, at most ${LIST_SHARE.toLocaleString('en')} of one person` : md``}.`,
        ]
      : []),
    ...(left.length > 0 ? [md`${join(left, ', ')}: see the file.`] : []),
    ...(choices.length > 0 ? [md`Some come close; choose what to save.`] : []),
  ];
  const reasons = rejected
    .slice(0, REASONS_SHOWN)
    .map(({ line, why }) => md`\n- line ${line}: ${cutEscaped(oneLine(why), REASON_CHARACTERS)}`);
  return {
    private: true,
    content: join([join(parts, ' '), ...reasons], ''),
    ...(left.length > 0 && { files: [{ name: 'not-found.txt', content: listed(notFound, rejected) }] }),
    ...(choices.length > 0 && {
      rows: [
        { placeholder: 'Save what comes closest…', does: { command: 'list', action: 'pick', args: [which] }, choices },
      ],
    }),
  };
}

/** Each paper once: a choice is known by its paper. */
function choicesOf(notFound: readonly NotFound[]): SelectChoice[] {
  const choices = new Map<string, SelectChoice>();
  for (const { entry, closest } of notFound) {
    if (!closest || choices.has(closest.id)) continue;
    choices.set(closest.id, {
      label: cutAtWord(oneLine(closest.title), CHOICE_CHARACTERS),
      value: closest.id,
      description: cutAtWord(oneLine(`for “${entry.title ?? ''}”`), CHOICE_CHARACTERS),
    });
  }
  return [...choices.values()].slice(0, MOST_CHOICES);
}

function listed(notFound: readonly NotFound[], rejected: readonly Rejected[]): string {
  const lines = [
    ...notFound.flatMap(({ entry, conflicting, closest }) => [
      `Line ${entry.line}, not found: ${oneLine(entry.title ?? entry.names[0] ?? 'an entry without a title')}`,
      ...(conflicting ? [`  its identifier is that of another paper here: ${oneLine(conflicting.title)}`] : []),
      ...(closest ? [`  closest: ${oneLine(closest.title)}${byline(closest)}`] : []),
    ]),
    ...rejected.map(
      ({ line, excerpt, why }) => `Line ${line}, could not be read (${oneLine(why)}): ${oneLine(excerpt)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function byline(paper: Paper): string {
  const said = whereabouts(paper);
  return said ? ` (${oneLine(said)})` : '';
}

export function fileTooLarge(): Reply {
  return privately(
    md`That file is too large: I take up to ${MOST_BYTES / MEGABYTE} MB. Nothing was saved. Leave out the abstracts, or split it.`,
  );
}

export function fileUnreachable(): Reply {
  return privately(md`I could not get that file from Discord. Nothing was saved. Try again in a moment.`);
}

export function tooManyEntries(count: number): Reply {
  return privately(
    md`That file has ${count.toLocaleString('en')} entries; I take up to ${MOST_ENTRIES.toLocaleString('en')} at once. Nothing was saved. Split it, and import the parts one after the other.`,
  );
}

export function noReferences(): Reply {
  return privately(
    md`I found no references in that file. Nothing was saved. I read BibTeX (entries such as \`@article{…}\`), RIS (records that begin with \`TY  -\`) and CSL-JSON.`,
  );
}

export function tooSlowToRead(): Reply {
  return privately(md`That file takes too long to read. Nothing was saved. Split it, and import the parts.`);
}

export function tooManyImports(): Reply {
  return privately(md`Many people are importing files just now. Nothing was saved. Try again in some minutes.`);
}
