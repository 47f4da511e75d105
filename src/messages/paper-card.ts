import { cutAtWord, cutEscaped, linesWithin } from '../interactions/cut.ts';
import { httpUrl, join, link, type Markdown, md, oneLine, source, titleText } from '../interactions/markdown.ts';
import type { Button, Embed, LinkButton, Reply, Row } from '../interactions/reply.ts';
import { arxivUrl, doiUrl, huggingFaceUrl, type Paper, paperUrl } from '../papers/paper.ts';
import { person } from './club/words.ts';
import { type Here, hereLine, voteLabel } from './guild-activity.ts';

/** Names shown before "and N more": a list of hundreds would push the abstract out of sight. */
const AUTHORS_SHOWN = 12;
const TITLE_CHARACTERS = 256;
const FIELD_CHARACTERS = 1024;
/** Together below Discord's 4,096 for a description, and with title, fields and footer below 6,000. */
const AUTHORS_CHARACTERS = 480;
const ABSTRACT_CHARACTERS = 3600;
/** Of a note, escaped; and how many are shown. With all else the embed stays below 6,000. */
const NOTE_CHARACTERS = 200;
const NOTES_SHOWN = 3;
/** A row's buttons; one row of links is enough for any paper seen. */
const LINK_BUTTONS = 5;
const BUTTON_CHARACTERS = 80;

export interface CardOptions {
  /** What people of the server did with the paper. */
  here?: Here;
  /** Stands in a button of a post or of a discussion's opening message: the bot knows it again by that. */
  mark?: string;
  /** In direct messages nobody votes or discusses. */
  alone?: boolean;
}

/** A paper as a card: everything known of it, and what can be done with it. */
export function paperCard(paper: Paper, options: CardOptions = {}): Reply {
  const links = linkButtons(paper);
  const nominate: Button[] = options.here?.nominate
    ? [{ label: 'Nominate', does: { command: 'club', action: 'nominate', args: [paper.id] } }]
    : [];
  const rows: Row[] = [paperButtons(paper, options)];
  const second = [...nominate, ...notesButton(paper, options.here), ...links].slice(0, LINK_BUTTONS);
  if (second.length > 0) rows.push(second);
  return { embeds: [paperEmbed(paper, options.here)], rows };
}

/** What can be done with a paper: a row of five, of three in direct messages. */
export function paperButtons({ id }: Paper, { here, mark, alone }: CardOptions = {}): Button[] {
  const marked = mark ? [id, mark] : [id];
  const discuss: Button = { label: 'Discuss', does: { command: 'discuss', action: 'open', args: marked } };
  const vote: Button = {
    label: voteLabel(here?.votes ?? 0),
    does: { command: 'trending', action: 'vote', args: [id] },
  };
  return [
    { label: 'Related', style: 'primary', does: { command: 'related', action: 'show', args: [id] } },
    { label: 'Cite', does: { command: 'paper', action: 'cite', args: [id] } },
    ...(alone ? [] : [discuss]),
    { label: 'Save', does: { command: 'list', action: 'save', args: alone ? marked : [id] } },
    ...(alone ? [] : [vote]),
  ];
}

/** Where somebody has written a note, or may. */
function notesButton({ id }: Paper, here: Here | undefined): Button[] {
  const count = here?.notes?.length ?? 0;
  if (count === 0 && !here?.nominate) return [];
  const label = count === 0 ? 'Notes' : `Notes (${count})`;
  return [{ label, does: { command: 'club', action: 'notes', args: [id] } }];
}

function paperEmbed(paper: Paper, here?: Here): Embed {
  const url = paperUrl(paper);
  const authors = authorLine(paper.authors);
  const abstract = cutEscaped(paper.abstract || 'No abstract is known.', ABSTRACT_CHARACTERS);
  return {
    title: cutAtWord(titleText(paper.title), TITLE_CHARACTERS),
    ...(url && { url }),
    description: source(authors) ? md`*${authors}*\n\n${abstract}` : abstract,
    fields: [...facts(paper), ...hereField(here), ...notesField(here)],
    ...(paper.withdrawn && { footer: 'This paper was withdrawn or removed.' }),
  };
}

function authorLine(authors: readonly string[]): Markdown {
  const shown = authors
    .slice(0, AUTHORS_SHOWN)
    .map(name => oneLine(name))
    .join(', ');
  const more = authors.length - AUTHORS_SHOWN;
  return cutEscaped(more > 0 ? `${shown} and ${more} more` : shown, AUTHORS_CHARACTERS);
}

function facts(paper: Paper): Embed['fields'] & object {
  const published = [paper.venue, paper.year].filter(part => part !== undefined).join(' ');
  const ids = [
    paper.arxivId && md`arXiv ${link(paper.arxivId, arxivUrl(paper.arxivId))}`,
    paper.doi && md`DOI ${cutEscaped(paper.doi, 200)}`,
    md`Offprint \`${paper.id}\``,
  ].filter(id => id !== undefined && id !== '');
  return [
    ...(published
      ? [{ name: 'Published', value: cutEscaped(oneLine(published), FIELD_CHARACTERS), inline: true }]
      : []),
    ...(paper.date ? [{ name: 'Submitted', value: md`${paper.date}`, inline: true }] : []),
    { name: 'Ids', value: join(ids, ' · '), inline: true },
  ];
}

function hereField(here: Here | undefined): Embed['fields'] & object {
  const line = here && hereLine(here);
  return line ? [{ name: 'In this server', value: line, inline: false }] : [];
}

/** The newest notes. */
function notesField(here: Here | undefined): Embed['fields'] & object {
  const newest = (here?.notes ?? []).toReversed();
  if (newest.length === 0) return [];
  const lines = newest.map(({ userId, text }) => md`${person(userId)}: ${cutEscaped(oneLine(text), NOTE_CHARACTERS)}`);
  const more = (left: number) => md`And ${left} more: press *Notes*.`;
  return [{ name: 'Notes in this server', value: linesWithin(lines, FIELD_CHARACTERS, more, { most: NOTES_SHOWN }) }];
}

function linkButtons(paper: Paper): LinkButton[] {
  const pages = [
    ...(paper.arxivId
      ? [
          { label: 'arXiv', url: arxivUrl(paper.arxivId) },
          { label: 'Hugging Face', url: huggingFaceUrl(paper.arxivId) },
        ]
      : []),
    ...(paper.doi && !paper.arxivId ? [{ label: 'Publisher', url: doiUrl(paper.doi) }] : []),
    ...paper.links.map(url => ({ label: linkLabel(url), url })),
  ];
  return pages.filter(page => httpUrl(page.url) !== undefined && page.url.length <= 512).slice(0, LINK_BUTTONS);
}

/** `github.com/owner/name`: enough to know where a press leads. */
function linkLabel(url: string): string {
  return cutAtWord(oneLine(url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')), BUTTON_CHARACTERS);
}
