import { cut, cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { bold, join, Markdown, md, oneLine, source, titleText } from '../interactions/markdown.ts';
import type { Action, Button, Embed, Reply, Row } from '../interactions/reply.ts';
import type { AbsentWord, Hit, Span, Topic, TopicCount } from '../search/types.ts';
import { absentLines, absentSuggestions, literalButton, suggestionButtons } from './absent-words.ts';
import { type Here, hereLine } from './guild-activity.ts';
import { openMenu } from './open-menu.ts';
import { turnButtons } from './paging.ts';
import { paperButtons } from './paper-card.ts';
import { paperList } from './paper-line.ts';
import { packFilters, type SearchRequest } from './search-request.ts';

export const RESULTS_PER_PAGE = 5;
/** Of a snippet's escaped form; five results with titles, links and snippets stay below the 4,096 of a description. */
const SNIPPET_CHARACTERS = 250;
const QUERY_CHARACTERS = 180;
const NOTE_CHARACTERS = 100;
/** Of the words that a paper does not have, together. */
const WITHOUT_CHARACTERS = 80;
/** Discord's limits for a button's words, and for the buttons of a row. */
const LABEL_CHARACTERS = 80;
const TOPIC_BUTTONS = 5;

export interface ResultsPage {
  wish: SearchRequest;
  /** The topic of the wish. */
  topic: Topic | undefined;
  hits: readonly Hit[];
  /** What people of the server did with a paper. */
  here(paperId: string): Here;
  total: number;
  /** From 0. */
  page: number;
  tookMs: number;
  /** Whose press changes the shared message. */
  ownerId: string;
  /** In direct messages nobody votes or discusses. */
  alone: boolean;
  /** Papers in the list that have no word of the query. */
  near: number;
  absent?: readonly AbsentWord[];
  readAs?: string;
  leftOut?: readonly string[];
  partly?: true;
  /** Topics that would narrow the results. */
  topics: readonly TopicCount[];
}

/** One page of a search's results. */
export function resultsReply(results: ResultsPage): Reply {
  const { wish, topic, hits, total, near, page, tookMs, alone } = results;
  const first = page * RESULTS_PER_PAGE + 1;
  const pages = Math.ceil((total + near) / RESULTS_PER_PAGE);
  const list = paperList(
    hits.map(({ paper, snippet, cut: cutAt, without }) => {
      const here = hereLine(results.here(paper.id));
      const line = snippetLine(withEllipses(snippet, cutAt));
      return { paper, lines: [...(source(line) ? [line] : []), ...withoutLine(without), ...(here ? [here] : [])] };
    }),
    first,
  );
  const embed: Embed = {
    title: titleOf(wish),
    description: join([...notes(results), ...narrowedLine(wish, topic), list], '\n\n'),
    footer: `${count(total)}${nearby(near)} · ${took(tookMs)} · page ${page + 1} of ${pages}`,
  };
  const [only] = hits;
  return {
    embeds: [embed],
    rows: [
      ...turnAndWhy(results, pages),
      ...topicButtons(results),
      openMenu(
        hits.map(hit => hit.paper),
        first,
      ),
      ...(only && total + near === 1 ? [paperButtons(only.paper, { here: results.here(only.paper.id), alone })] : []),
    ],
  };
}

function titleOf({ query }: SearchRequest): string {
  return query === '' ? 'Papers' : `Results for “${titleText(cutAtWord(oneLine(query), QUERY_CHARACTERS))}”`;
}

/** The words of the query that a paper does not have. */
function withoutLine(words: readonly string[]): Markdown[] {
  if (words.length === 0) return [];
  const most = Math.floor(WITHOUT_CHARACTERS / words.length);
  const named = words.map(word => md`*${cutEscaped(oneLine(word), most)}*`);
  return [md`-# without: ${join(named, ', ')}`];
}

function nearby(near: number): string {
  return near > 0 ? ` · ${near.toLocaleString('en')} more near in meaning` : '';
}

/** How the query was understood, where that is not as it was typed. */
function notes({ absent = [], readAs, leftOut = [], partly }: ResultsPage): Markdown[] {
  return [
    ...leftOutLine(leftOut),
    ...(partly ? [md`To check all papers for that would take too long. I checked the ones that fit best.`] : []),
    ...(readAs === undefined ? [] : [md`Read as “${cutEscaped(oneLine(readAs), NOTE_CHARACTERS)}”.`]),
    ...absentLines(absent),
  ];
}

/** So many conditions are named. */
const CONDITIONS_NAMED = 3;

/** Which conditions a query has too many of. */
function leftOutLine(leftOut: readonly string[]): Markdown[] {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, CONDITIONS_NAMED).map(one => md`“${cutEscaped(oneLine(one), NOTE_CHARACTERS)}”`);
  const more = leftOut.length - named.length;
  return [
    md`The query has too many conditions, so I left out ${join(named, ', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  ];
}

function narrowedLine(wish: SearchRequest, topic: Topic | undefined): Markdown[] {
  const { since, until, author, sort } = wish;
  const parts = [
    topic && md`topic ${bold(topic.name)}`,
    author && md`by ${cutEscaped(oneLine(author), NOTE_CHARACTERS)}`,
    since && until
      ? md`submitted ${since} to ${until}`
      : since
        ? md`submitted since ${since}`
        : until && md`submitted until ${until}`,
    sort === 'newest' && md`newest first`,
  ].filter(part => part instanceof Markdown);
  return parts.length > 0 ? [md`-# Only: ${join(parts, ' · ')}`] : [];
}

/** A button that leads to another page of the same search, or to the first page of another one. */
function goTo({ ownerId }: Pick<ResultsPage, 'ownerId'>, wish: SearchRequest, page = 0): Action {
  const filters = packFilters(wish);
  const args = [ownerId, String(page), wish.query, ...(filters === '' ? [] : [filters])];
  return { command: 'search', action: 'page', args };
}

function turnAndWhy(results: ResultsPage, pages: number): Row[] {
  const { wish, page, absent = [] } = results;
  const [turn = []] = turnButtons(page, pages, to => goTo(results, wish, to));
  if (!Array.isArray(turn)) return [];
  const why: Button = {
    label: results.hits.length === 1 ? 'Why this result?' : 'Why these results?',
    does: { ...goTo(results, wish, page), action: 'why' },
  };
  const literal = literalButton(wish, absent, to => goTo(results, to));
  return [[...literal, ...turn, ...(wish.query === '' ? [] : [why])]].filter(row => row.length > 0);
}

/** Topics that narrow many results to fewer; or the way back from one. */
function topicButtons(results: ResultsPage): Row[] {
  const { wish, topic, topics, total, near } = results;
  const wider: Button[] = topic
    ? [{ label: `Not only ${topic.name}`.slice(0, LABEL_CHARACTERS), does: goTo(results, { ...wish, topic: '' }) }]
    : [];
  const narrower = topic || total + near <= RESULTS_PER_PAGE ? [] : topics.slice(0, TOPIC_BUTTONS);
  const buttons = narrower.map(
    ({ topic: one, count: papers }): Button => ({
      label: cutAtWord(`${one.name} (${papers})`, LABEL_CHARACTERS),
      does: goTo(results, { ...wish, topic: one.id }),
    }),
  );
  const row = [...(wish.query === '' ? [] : wider), ...buttons];
  return row.length > 0 ? [row] : [];
}

/** Nothing found: said kindly, with what to try. */
export function nothingFound(
  wish: SearchRequest,
  topic: Topic | undefined,
  ownerId: string,
  mention: (command: string) => Markdown,
  absent: readonly AbsentWord[] = [],
): Reply {
  const narrowed = narrowedLine(wish, topic);
  const advice =
    narrowed.length > 0
      ? md`Try it without the filters, or with other words.`
      : md`Try fewer or more general words, another spelling, or the paper’s arXiv id. ${mention('random')} shows a random paper.`;
  const wide: Row[] =
    narrowed.length > 0 && wish.query !== ''
      ? [[{ label: 'Search everything', does: goTo({ ownerId }, { query: wish.query }) }]]
      : [];
  const suggested = suggestionButtons(wish, absent, to => goTo({ ownerId }, to));
  const rows: Row[] = [...(suggested.length > 0 ? [suggested] : []), ...wide];
  return {
    embeds: [
      {
        title:
          wish.query === ''
            ? 'Nothing found'
            : `Nothing found for “${titleText(cutAtWord(oneLine(wish.query), QUERY_CHARACTERS))}”`,
        description: join([...narrowed, ...absentSuggestions(absent), advice], '\n\n'),
      },
    ],
    ...(rows.length > 0 && { rows }),
  };
}

/** Where a sentence is cut, that is shown. */
function withEllipses(spans: readonly Span[], { before, after }: Hit['cut']): Span[] {
  const ellipsis = (text: string): Span => ({ text, marked: false });
  return [...(before ? [ellipsis('… ')] : []), ...spans, ...(after ? [ellipsis(' …')] : [])];
}

/** The snippet on one line with its marks in bold; cut so that the escaped form fits. */
function snippetLine(spans: readonly Span[]): Markdown {
  const pieces: Markdown[] = [];
  let room = SNIPPET_CHARACTERS;
  for (const span of spans) {
    const text = span.text.replace(/\s+/g, ' ');
    const piece = span.marked ? bold(text) : md`${text}`;
    if (source(piece).length > room) {
      pieces.push(md`${cut(text, Math.max(1, Math.floor(room / 2)))}`);
      break;
    }
    room -= source(piece).length;
    pieces.push(piece);
  }
  return join(pieces, '');
}

export function count(total: number): string {
  return total === 1 ? '1 paper' : `${total.toLocaleString('en')} papers`;
}

function took(ms: number): string {
  return ms < 1 ? 'under 1 ms' : `${Math.round(ms)} ms`;
}
