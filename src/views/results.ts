import { cut, cutAtWord } from '../cut.ts';
import { bold, join, type Markdown, md, oneLine, source, titleText } from '../markdown.ts';
import type { Embed, Reply, Row } from '../reply.ts';
import type { Hit, Span } from '../search/types.ts';
import { type Here, hereLine } from './here.ts';
import { openMenu } from './open-menu.ts';
import { turnButtons } from './paging.ts';
import { paperButtons } from './paper-card.ts';
import { paperList } from './paper-line.ts';

export const RESULTS_PER_PAGE = 5;
/** Of a snippet's escaped form; five results with titles, links and snippets stay below the 4,096 of a description. */
const SNIPPET_CHARACTERS = 300;
const QUERY_CHARACTERS = 180;

export interface ResultsPage {
  query: string;
  hits: readonly Hit[];
  /** What people of the server did with a paper. */
  here(paperId: string): Here;
  total: number;
  /** From 0. */
  page: number;
  tookMs: number;
  /** Whose press changes the shared message. */
  ownerId: string;
}

/** One page of a search's results. */
export function resultsReply(results: ResultsPage): Reply {
  const first = results.page * RESULTS_PER_PAGE + 1;
  const pages = Math.ceil(results.total / RESULTS_PER_PAGE);
  const embed: Embed = {
    title: `Results for “${titleText(cutAtWord(oneLine(results.query), QUERY_CHARACTERS))}”`,
    description: paperList(
      results.hits.map(({ paper, snippet }) => {
        const here = hereLine(results.here(paper.id));
        return { paper, lines: [snippetLine(snippet), ...(here ? [here] : [])] };
      }),
      first,
    ),
    footer: `${count(results.total)} · ${took(results.tookMs)} · page ${results.page + 1} of ${pages}`,
  };
  const rows: Row[] = [
    openMenu(
      results.hits.map(hit => hit.paper),
      first,
    ),
  ];
  const [only] = results.hits;
  if (only && results.total === 1) rows.push(paperButtons(only.paper, { here: results.here(only.paper.id) }));
  const { page, ownerId, query } = results;
  const turn = turnButtons(page, pages, to => ({
    command: 'search',
    action: 'page',
    args: [ownerId, String(to), query],
  }));
  return { embeds: [embed], rows: [...turn, ...rows] };
}

/** Nothing found: said kindly, with what to try. */
export function nothingFound(query: string, mention: (command: string) => Markdown): Reply {
  return {
    embeds: [
      {
        title: `Nothing found for “${titleText(cutAtWord(oneLine(query), QUERY_CHARACTERS))}”`,
        description: md`Try fewer or more general words, another spelling, or the paper’s arXiv id. ${mention('random')} shows a paper by chance.`,
      },
    ],
  };
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
