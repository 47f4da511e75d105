import { type FileEntry, type Matched, MOST_BYTES, MOST_ENTRIES, type Rejected } from '../library/importing/index.ts';
import { type Markdown, md, oneLine } from '../markdown.ts';
import { privately, type Reply } from '../reply.ts';
import { LIST_CAPACITY } from '../store/lists.ts';

const MEGABYTE = 2 ** 20;

export interface Import {
  added: number;
  present: number;
  noRoom: number;
  unmatched: readonly FileEntry[];
  conflicting: Matched['conflicting'];
  rejected: readonly Rejected[];
}

/** What came of an import; what could not be matched or read comes as a file. */
export function imported({ added, present, noRoom, ...left }: Import): Reply {
  const lines = notFound(left);
  const parts: Markdown[] = [
    md`**${added}** ${added === 1 ? 'paper' : 'papers'} saved.`,
    ...(present > 0 ? [md`${present} already there.`] : []),
    ...(noRoom > 0 ? [md`${noRoom} did not fit: a list holds ${LIST_CAPACITY.toLocaleString('en')} papers.`] : []),
    ...(lines.length > 0 ? [md`${lines.length} could not be matched: see the file.`] : []),
  ];
  return {
    private: true,
    content: parts.reduce((text, part) => md`${text} ${part}`),
    ...(lines.length > 0 && { files: [{ name: 'not-found.txt', content: `${lines.join('\n')}\n` }] }),
  };
}

function notFound({
  unmatched,
  conflicting,
  rejected,
}: Pick<Import, 'unmatched' | 'conflicting' | 'rejected'>): string[] {
  return [
    ...unmatched.map(entry => `Not in this collection: ${nameOf(entry)}`),
    ...conflicting.map(
      ({ entry, paper }) =>
        `Not in this collection: ${nameOf(entry)} (its identifier is that of another paper here: ${oneLine(paper.title)})`,
    ),
    ...rejected.map(
      ({ line, excerpt, why }) => `Line ${line} could not be read (${oneLine(why)}): ${oneLine(excerpt)}`,
    ),
  ];
}

function nameOf({ title, names }: FileEntry) {
  return oneLine(title ?? names[0] ?? 'an entry without a title');
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
