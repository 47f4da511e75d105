import { entryOf } from '../../platform/entry-of.ts';

/** Well-known hosts of papers, code, data and models, and every domain that is truly theirs. */
const DOMAINS: Record<string, readonly string[]> = {
  arxiv: ['arxiv.org', 'alphaxiv.org'],
  bitbucket: ['bitbucket.org', 'bitbucket.io'],
  dropbox: ['dropbox.com'],
  figshare: ['figshare.com'],
  github: ['github.com', 'github.io', 'githubusercontent.com'],
  gitlab: ['gitlab.com', 'gitlab.io'],
  google: ['google.com', 'google.github.io', 'googleapis.com', 'googlesource.com', 'withgoogle.com'],
  huggingface: ['huggingface.co', 'huggingface.github.io', 'hf.co', 'hf.space'],
  kaggle: ['kaggle.com'],
  openai: ['openai.com'],
  openreview: ['openreview.net'],
  paperswithcode: ['paperswithcode.com'],
  semanticscholar: ['semanticscholar.org'],
  sourceforge: ['sourceforge.net', 'sourceforge.io'],
  wikipedia: ['wikipedia.org'],
  youtube: ['youtube.com'],
  zenodo: ['zenodo.org'],
};
const NAMES = Object.keys(DOMAINS);
const TRUE_DOMAINS = Object.values(DOMAINS).flat();

const isWithin = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);

/** Letters that stand in for others in names made to be misread. */
const DISGUISES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '-': '' };

/**
 * The well-known host that `host` (lower case) bears the name of without being it: `huggingface.example.com`,
 * `g1thub.com`.
 */
export function imitatedHost(host: string): string | undefined {
  if (TRUE_DOMAINS.some(domain => isWithin(host, domain))) return undefined;
  const undisguised = host.replace(/[01345-]/g, letter => entryOf(DISGUISES, letter) ?? letter);
  return NAMES.find(
    name => host.includes(name) || undisguised.includes(name) || undisguised.includes(name.replace('l', 'i')),
  );
}

/** A well-known host whose links are readable without `https://` before them. */
export function isKnownHost(host: string): boolean {
  return TRUE_DOMAINS.some(domain => isWithin(host, domain));
}

/** Paths of huggingface.co that name one page: a paper, a collection, a data set, a space, a model. */
const HUGGING_FACE_PAGE =
  /^\/(?:papers\/\d{4}\.\d{4,5}|(?:collections|datasets|spaces)\/[\w.-]{1,96}\/[\w.-]{1,96}|[\w.-]{1,96}\/(?=[\w.-]*[A-Z\d._-])[\w.-]{1,96})\/?$/;

/**
 * The address of a web page as a link that works and is what it seems to be, or nothing: only http and https, only
 * named hosts, no name or password within, no host that imitates a well-known one. Of an imitation of huggingface.co
 * the page itself is given where the path plainly is one of its pages (mirrors of the site leave such links in
 * abstracts).
 */
export function safeLink(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  const host = url.hostname.replace(/\.$/, '');
  // An international name may be written in letters that only look like others.
  if (!/^(?:[a-z\d_-]+\.)+[a-z]{2,}$/.test(host) || /(?:^|\.)xn--/.test(host)) return undefined;
  const imitated = imitatedHost(host);
  if (imitated === 'huggingface' && HUGGING_FACE_PAGE.test(url.pathname))
    return `https://huggingface.co${url.pathname}`;
  if (imitated) return undefined;
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('utm_')) url.searchParams.delete(name);
  if (isWithin(host, 'github.com') || isWithin(host, 'gitlab.com'))
    url.pathname = url.pathname.replace(/\.git\/?$/, '');
  return url.href;
}
