import { entryOf } from '../platform/entry-of.ts';
import { arxivUrl, doiUrl } from './paper.ts';

/** Something in a text that names a paper. */
export interface Identifier {
  kind: 'arxiv' | 'doi' | 'id';
  /** Normalised: an arXiv id without version, a DOI or an Offprint id in lower case. */
  value: string;
  /** Where the paper can be read; missing for an id of Offprint's own. */
  url?: string;
}

// All patterns have bounded quantifiers only: their time is linear in the length of any text.

/**
 * arXiv's two schemes (https://info.arxiv.org/help/arxiv_identifier.html): since April 2007 YYMM.number, with four
 * digits to December 2014 and five after; before, archive/YYMMnumber. Years end with 2049: beyond, a number is more
 * likely a measurement.
 */
const MONTH = '(?:0[1-9]|1[0-2])';
const NEW_STYLE = `(?:(?:070[4-9]|071[0-2]|(?:0[89]|1[0-4])${MONTH})\\.(?!0000)\\d{4}|(?:1[5-9]|[234]\\d)${MONTH}\\.(?!00000)\\d{5})`;
const ARCHIVES =
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|' +
  'gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|' +
  'quant-ph|solv-int|supr-con';
const OLD_STYLE = `(?:${ARCHIVES})(?:\\.[a-z]{2,5}(?:-[a-z]{2,5})?)?/(?:9[1-9]|0[0-7])${MONTH}(?!000)\\d{3}`;

/**
 * What may stand before: `arXiv`, an escaped slash or colon of a link within a link, or nothing that would make the
 * digits part of a longer number (a sign, a price, a phone number, a version such as 1.2110.04260) or word.
 */
const BEFORE = '(?:(?<=arxiv\\.?|%2f|%3a)|(?<![\\p{L}\\p{N}.+$€£¥]|(?<!\\p{L})[-−]|\\+\\d{1,3}[ -]))';
/**
 * What may follow: a version, then nothing that would make it a longer number (2110.04260.1, 2110.04260%) or word;
 * `%3F` is an escape.
 */
const AFTER = '(?:v\\d{1,3})?(?![\\p{L}\\p{N}]|\\.\\d|\\s%|%(?![0-9a-f]{2}))';
const ARXIV = new RegExp(`${BEFORE}(${NEW_STYLE}|${OLD_STYLE})${AFTER}`, 'giu');

/** The end of an old DOI of Wiley's or the AMS's, made from a SICI, and its escapes: `<0130:ROAP>2.0.CO;2`. */
const LESS = '(?:<|%3c|&lt;|\\{?\\\\(?:textless|ensuremath\\{<\\})(?:\\{\\})?\\}?)';
const GREATER = '(?:>|%3e|&gt;|\\{?\\\\(?:textgreater|ensuremath\\{>\\})(?:\\{\\})?\\}?)';
const SICI = `${LESS}[\\w:.()+/-]{1,60}${GREATER}\\d\\.\\d\\.[a-z]{2}(?:;|%3b|&#59;)\\d?(?:-[\\w#@$&*?])?`;
/** Registrant, slash, suffix: https://www.doi.org/the-identifier/resources/handbook/2_numbering */
const DOI = new RegExp(
  `(?:(?<=%2f|%3a)|(?<![\\p{L}\\p{N}.]|\\d-))10\\.\\d{4,9}(?:\\.\\d{1,9}){0,3}(?:\\/|%2f)(?:[^\\s"'\`“”«»<>{}|\\\\^?#&%]|%(?!3c)){3,300}(?:${SICI})?`,
  'giu',
);
/** What is left of one when its escapes are read and the sentence around it is taken away. */
const WHOLE_DOI = /^10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s"]{3,}$/;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/;

const OFFPRINT_ID = /(?<![\p{L}\p{N}_./@+-])[0-9a-f]{10}(?![\p{L}\p{N}_/@-]|\.\p{L}|\.\d)/giu;

/**
 * Every identifier in a text, each once, in the order of the text: arXiv ids in each form in which people paste them
 * (bare, with `arXiv:`, a version, `.pdf`; in links to arXiv, alphaXiv, ar5iv, Hugging Face; as the DOI that arXiv
 * gives), DOIs (bare, `doi:`, links to doi.org or a publisher) and ids of Offprint's own. Ten hex digits may also be a
 * telephone number or any other code: the caller should take an `id` for one only when the collection has it, or when
 * the text is nothing else.
 */
export function findIdentifiers(text: string): Identifier[] {
  const found: { at: number; identifier: Identifier }[] = [];
  const withoutDois = text.replace(DOI, (match, at: number) => {
    const identifier = doiIdentifier(match);
    if (identifier) found.push({ at, identifier });
    return ' '.repeat(match.length);
  });
  for (const match of withoutDois.matchAll(ARXIV)) {
    found.push({ at: match.index, identifier: arxivIdentifier(match[1] ?? '') });
  }
  for (const match of withoutDois.matchAll(OFFPRINT_ID)) {
    found.push({ at: match.index, identifier: { kind: 'id', value: match[0].toLowerCase() } });
  }
  found.sort((a, b) => a.at - b.at);
  const distinct = new Map(found.map(({ identifier }) => [`${identifier.kind} ${identifier.value}`, identifier]));
  return [...distinct.values()];
}

/** The arXiv id, without version and subject class, that a text holds (`math.GT/0309136v1` → `math/0309136`). */
export function findArxivId(text: string): string | undefined {
  return findIdentifiers(text).find(identifier => identifier.kind === 'arxiv')?.value;
}

/**
 * The DOI that a text holds, in lower case and without resolver; the DOI that arXiv gives counts as an arXiv id
 * instead.
 */
export function findDoi(text: string): string | undefined {
  return findIdentifiers(text).find(identifier => identifier.kind === 'doi')?.value;
}

function arxivIdentifier(written: string): Identifier {
  const value = written.toLowerCase().replace(/^([a-z-]+)\.[a-z-]+\//, '$1/');
  return { kind: 'arxiv', value, url: arxivUrl(value) };
}

function doiIdentifier(written: string): Identifier | undefined {
  const value = withoutAddress(withoutTail(unescaped(written))).toLowerCase();
  if (!WHOLE_DOI.test(value)) return undefined;
  const arxiv = ARXIV_DOI.exec(value)?.[1];
  const arxivId = arxiv === undefined ? undefined : [...arxiv.matchAll(ARXIV)][0]?.[1];
  return arxivId === undefined ? { kind: 'doi', value, url: doiUrl(value) } : arxivIdentifier(arxivId);
}

function unescaped(url: string): string {
  const plain = url.replace(new RegExp(LESS, 'gi'), '<').replace(new RegExp(GREATER, 'gi'), '>').replace(/&#59;/g, ';');
  try {
    // What stands behind the address in a link within a link.
    return decodeURIComponent(plain).replace(/(?<=^10\.[^?#&]{4,300})[?#&].*$/s, match =>
      /%(?:3f|26|23)/i.test(plain) ? '' : match,
    );
  } catch {
    // Not an escaped link but a text with a per cent sign.
    return plain.replace(/%2f/i, '/');
  }
}

const CLOSING: Record<string, string> = { ')': '(', ']': '[' };

/** Without what belongs to the sentence around a DOI: punctuation, brackets closed but not opened. */
function withoutTail(doi: string): string {
  let end = doi.length;
  for (; end > 0; end--) {
    const last = doi[end - 1] ?? '';
    const opening = entryOf(CLOSING, last);
    const stuck = opening === undefined ? /[.,;:!*_~…]/.test(last) : !balanced(doi.slice(0, end), opening, last);
    if (!stuck) break;
  }
  return doi.slice(0, end);
}

/** What publishers' addresses add behind a DOI. */
const ADDED =
  /(?:\.(?:pdf|html?|xml|full|full-text|abstract|fulltext)|\/(?:meta|full|fulltext|full-text|pdf|epdf|epub|pdfdirect|abstract|summary|html|htm|xml|references|citations|figures|tables|metrics|supp(?:l|lementary-material)?|download|export|core-reader|asset)|\/)$/i;
/** bioRxiv and medRxiv: a date or nothing, and a number, then the version. */
const RXIV = /^(10\.(?:1101|64898)\/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})v\d{1,2}(?:[./].*)?$/i;
/** Taylor & Francis: a book and its chapter, then their titles. */
const CHAPTER = /^(10\.(?:1201|4324)\/(?:978\d{10}|b\d{5})(?:-\d{1,3})?)\/[a-z].*$/i;
const MOST_ADDED = 5;

function withoutAddress(doi: string): string {
  let current = doi;
  for (let times = 0; times < MOST_ADDED && ADDED.test(current); times++) {
    const next = current.replace(ADDED, '');
    if (!WHOLE_DOI.test(next)) break;
    current = next;
  }
  return (RXIV.exec(current) ?? CHAPTER.exec(current))?.[1] ?? current;
}

function balanced(text: string, opening: string, closing: string): boolean {
  return text.split(opening).length >= text.split(closing).length;
}
