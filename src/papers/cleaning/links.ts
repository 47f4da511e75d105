import { imitatedHost, isKnownHost, safeLink } from './hosts.ts';
import { LINK_MARK, withoutLinkMarks } from './prose.ts';
import { applyRule, type Changes, count, type Rule } from './rule.ts';

const TLD =
  'com|org|net|io|edu|ai|co|gov|dev|app|page|site|space|tech|info|xyz|me|uk|de|fr|ch|cn|jp|kr|ca|eu|it|nl|es|se|dk|fi|no|at|be|au|in|us|sg|tw|hk|il|cz|pl|br|tv|cc|ly|gl|to';
const NAME = '[A-Za-z0-9_-]{1,63}';
const SEGMENT = '[\\w.~%?=&+@#-]{1,200}';

/**
 * `https: // github. com/ org/ name`, `https://github. com/org/name`, `https://github.com/ org/name`. A sentence after
 * a link stays.
 */
const brokenLinks: Rule = {
  name: 'links broken by spaces',
  steps: [
    [
      new RegExp(
        `\\b(https? ?: ?/ ?/ ?${NAME}(?: ?\\. ?${NAME}){0,5}? ?\\. ?(?:${TLD})(?![A-Za-z0-9-])(?: ?\\. ?[a-z]{2}(?= ?/))?)((?: ?/ ?${SEGMENT}){0,12}/?)`,
        'gi',
      ),
      (whole, site) => (site.includes(' ') ? whole.replaceAll(' ', '') : whole),
    ],
    [new RegExp(`(\\bhttps?://${NAME}(?:\\.${NAME}){1,5}/) (?=${SEGMENT} ?/ ?${SEGMENT})`, 'gi'), '$1'],
    [/(\bhttps?:\/\/[^\s{}<>]{1,200}[\w-]) (?=\/[\w.-])/gi, '$1'],
    // On these hosts a page has an owner and a name: https://github.com/org/ name-2
    [
      /(\bhttps?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co)\/[\w.-]{1,100}\/) (?=[\w.-]{1,60}[A-Z\d_-]|[\w.-]{1,100}$)/g,
      '$1',
    ],
  ],
};

/**
 * `\url{…}`, `\href{…}{text}`, `[text](…)`, `<a href="…">text</a>`, `<…>`: each as address{text}, the form that lost
 * commands leave.
 */
const linkMarkup: Rule = {
  name: 'link markup',
  steps: [
    [/\\?(?<![A-Za-z])href ?\{ ?([^{}\s]{1,400}) ?\} ?\{([^{}]{0,200})\}/g, '$1{$2}'],
    [/\\?(?<![A-Za-z])url ?\{ ?([^{}\s]{1,400}) ?\}/g, '$1'],
    [/\[([^[\]]{1,200})\]\((https?:\/\/[^\s()]{1,400})\)/g, '$2{$1}'],
    [/<a [^<>]{0,100}?href=["']?(https?:\/\/[^\s"'<>]{1,400})["']?[^<>]{0,100}>([^<>]{0,200})<\/a>/gi, '$1{$2}'],
    [/<(https?:\/\/[^\s<>]{1,400})>/g, '$1'],
    [/https?:\/\/\S{1,400}/g, address => address.replace(/\\([_%#&~])/g, '$1')],
  ],
};

const ADDRESS =
  /https?:\/\/(?:(?!https?:\/\/)[^\s<>"“”{}|\\^`\ue000-\uf8ff]){1,500}|(?<![\w@/.:-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}(?:\/[^\s<>"“”{}|\\^`]{0,400})?/gi;
/** The text of a link that stands behind its address: `…/Frugal-AI{GitHub}`, `…/EQ-Net.git{https://…/EQ-Net}`. */
const ANCHOR = /^ ?\{([^{}]{0,200})\}|^[([]([\w -]{1,60})[)\]]/;

export interface WithoutLinks {
  text: string;
  /** Each once, in the order of the text. */
  links: string[];
}

/**
 * Takes the addresses of web pages out of an abstract that then reads well without them. Addresses that cannot be
 * trusted go for good.
 */
export function takeLinks(abstract: string, changes: Changes): WithoutLinks {
  const text = applyRule(brokenLinks, applyRule(linkMarkup, abstract, changes), changes);
  const links = new Map<string, string>();
  let marked = '';
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index < from) continue;
    const address = withoutTail(match[0]);
    const link = read(address);
    if (link === undefined) continue;
    if (link.href && !links.has(sameness(link.href))) links.set(sameness(link.href), link.href);
    count(changes, link.href ? 'links moved out of the abstract' : 'links that cannot be trusted');
    const end = match.index + address.length;
    const anchor = ANCHOR.exec(text.slice(end, end + 300));
    marked += text.slice(from, match.index) + (anchor ? anchorText(anchor[1] ?? anchor[2] ?? '') : LINK_MARK);
    from = end + (anchor?.[0].length ?? 0);
  }
  if (from === 0) return { text, links: [] };
  return { text: withoutLinkMarks(marked + text.slice(from)), links: [...links.values()] };
}

/**
 * What an address is: a link, a link not to be trusted (`href` missing), or (undefined) no address at all but text with
 * a dot.
 */
function read(address: string): { href?: string } | undefined {
  if (/^https?:/i.test(address)) {
    const href = safeLink(address);
    return href ? { href } : {};
  }
  const host = address.split('/', 1)[0]?.toLowerCase() ?? '';
  if (imitatedHost(host)) {
    const href = safeLink(`https://${address}`);
    return href ? { href } : {};
  }
  if (!host.startsWith('www.') && !(isKnownHost(host) && address.includes('/'))) return undefined;
  const href = safeLink(`https://${address}`);
  return href ? { href } : undefined;
}

function anchorText(text: string): string {
  return text === '' || /^\s*(?:https?:\/\/|www\.)\S*\s*$/i.test(text) ? LINK_MARK : text;
}

/** Two addresses are the same link whatever their scheme, `www.` and closing slash. */
function sameness(href: string): string {
  return href.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}

const SENTENCE_START = /\.(?:Our|The|This|These|We|In|It|Codes?|Data|Project)$/;

/**
 * Without the sentence's punctuation, a name in brackets that is stuck to it, and brackets that were opened before it.
 */
function withoutTail(address: string): string {
  const closed = withoutPunctuation(address.replace(SENTENCE_START, ''));
  return withoutPunctuation(closed.replace(/(?<=[\w/-])(?<!_)[([][\w -]{0,60}[)\]]$/, ''));
}

function withoutPunctuation(address: string): string {
  let end = address.length;
  while (end > 0 && isTail(address.slice(0, end))) end--;
  return address.slice(0, end);
}

function isTail(head: string): boolean {
  const last = head.slice(-1);
  if (last === ')') return head.split('(').length < head.split(')').length;
  if (last === ']') return head.split('[').length < head.split(']').length;
  return /[.,;:!?'’”*_~…–—]/.test(last);
}
