/** Answers in the forms that the services have, made up. */

export interface Sample {
  id: string;
  /** Undefined: the entry has none. */
  title?: string | undefined;
  abstract?: string;
  published?: string;
  comment?: string;
  doi?: string;
  journal?: string;
  categories?: string[];
  /** For feeds. */
  announced?: string;
  /** For OAI-PMH. */
  deleted?: boolean;
}

export function sample(n: number, more: Partial<Sample> = {}): Sample {
  const number = String(n).padStart(5, '0');
  return { id: `2601.${number}`, title: `Sample Paper Number ${n}`, abstract: `We study the number ${n}.`, ...more };
}

/** An entry as arXiv's query service writes it, hard-wrapped. */
export function queryEntry({
  id,
  title,
  abstract,
  published = '2026-01-05T18:59:58Z',
  comment,
  doi,
  journal,
  categories = ['cs.LG', 'stat.ML'],
}: Sample): string {
  return `  <entry>
    <id>http://arxiv.org/abs/${id}v2</id>
    <updated>2026-01-09T10:00:00Z</updated>
    <published>${published}</published>
    ${title === undefined ? '' : `<title>${title.replace(/ (?=\S+$)/, '\n  ')}</title>`}
    <summary>  ${abstract?.replace(/ (?=\S+$)/, '\n') ?? ''}
</summary>
    <author>
      <name>Ada Example</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Example University</arxiv:affiliation>
    </author>
    <author><name>Bo Sample</name></author>
    ${comment === undefined ? '' : `<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">${comment}</arxiv:comment>`}
    ${journal === undefined ? '' : `<arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">${journal}</arxiv:journal_ref>`}
    ${doi === undefined ? '' : `<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">${doi}</arxiv:doi>`}
    <link href="http://arxiv.org/abs/${id}v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/${id}v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="${categories[0]}" scheme="http://arxiv.org/schemas/atom"/>
    ${categories.map(term => `<category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`).join('\n    ')}
  </entry>`;
}

export function queryFeed(entries: readonly string[], total: number, start = 0): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?x" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:x&amp;id_list=&amp;start=${start}</title>
  <id>http://arxiv.org/api/abcdefghijklmnop</id>
  <updated>2026-01-15T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${total}</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${start}</opensearch:startIndex>
  <opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${entries.length}</opensearch:itemsPerPage>
${entries.join('\n')}
</feed>
`;
}

export function queryError(message: string): string {
  return queryFeed(
    [
      `<entry>
    <id>http://arxiv.org/api/errors#1234</id>
    <title>Error</title>
    <summary>${message}</summary>
    <updated>2026-01-15T00:00:00-05:00</updated>
    <link href="http://arxiv.org/api/errors#1234" rel="alternate" type="text/html"/>
    <author><name>arXiv api core</name></author>
  </entry>`,
    ],
    1,
  );
}

export function rss(items: readonly Sample[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>cs.LG, stat.ML updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.LG+stat.ML</link>
    <description>cs.LG, stat.ML updates on the arXiv.org e-print archive.</description>
    <language>en-us</language>
    <pubDate>Thu, 15 Jan 2026 00:00:00 -0500</pubDate>
    <skipDays>
      <day>Saturday</day>
      <day>Sunday</day>
    </skipDays>
${items
  .map(
    ({ id, title, abstract, announced = 'new', categories = ['cs.LG'], doi }) => `    <item>
      <title>${title}</title>
      <link>https://arxiv.org/abs/${id}</link>
      <description>arXiv:${id}v1 Announce Type: ${announced}
Abstract: ${abstract}</description>
      <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
      ${categories.map(one => `<category>${one}</category>`).join('\n      ')}
      <pubDate>Thu, 15 Jan 2026 00:00:00 -0500</pubDate>
      <arxiv:announce_type>${announced}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      ${doi === undefined ? '' : `<arxiv:DOI>${doi}</arxiv:DOI>`}
      <dc:creator>Ada Example (Example University, Exampleton (EX)), Bo Sample and Cy Instance</dc:creator>
    </item>`,
  )
  .join('\n')}
  </channel>
</rss>
`;
}

export function atom(items: readonly Sample[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/cs.LG</id>
  <title>cs.LG updates on arXiv.org</title>
  <updated>2026-01-15T05:00:00+00:00</updated>
  <link href="http://rss.arxiv.org/atom/cs.LG" rel="self" type="application/atom+xml"/>
  <subtitle>cs.LG updates on the arXiv.org e-print archive.</subtitle>
${items
  .map(
    ({ id, title, abstract, announced = 'new', categories = ['cs.LG'] }) => `  <entry>
    <id>oai:arXiv.org:${id}v1</id>
    <title>${title}</title>
    <updated>2026-01-15T05:00:00+00:00</updated>
    <link href="https://arxiv.org/abs/${id}" rel="alternate" type="text/html"/>
    <summary>arXiv:${id}v1 Announce Type: ${announced}
Abstract: ${abstract}</summary>
    ${categories.map(term => `<category term="${term}"/>`).join('\n    ')}
    <published>2026-01-15T00:00:00-05:00</published>
    <arxiv:announce_type>${announced}</arxiv:announce_type>
    <dc:creator>Ada Example, Bo Sample</dc:creator>
  </entry>`,
  )
  .join('\n')}
</feed>
`;
}

export interface OaiList {
  records?: readonly Sample[];
  token?: string;
  cursor?: number;
  size?: number;
  error?: { code: string; text: string };
}

export function oai({ records = [], token, cursor = 0, size = 0, error }: OaiList): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2026-01-15T12:00:00Z</responseDate>
<request verb="ListRecords" metadataPrefix="arXiv">http://oaipmh.arxiv.org/oai</request>
${error ? `<error code="${error.code}">${error.text}</error>` : `<ListRecords>${records.map(oaiRecord).join('')}`}
${token === undefined || error ? '' : `<resumptionToken cursor="${cursor}" completeListSize="${size}">${token}</resumptionToken>`}
${error ? '' : '</ListRecords>'}
</OAI-PMH>
`;
}

function oaiRecord({
  id,
  title,
  abstract,
  published = '2026-01-05',
  comment,
  doi,
  journal,
  categories = ['cs.LG'],
  deleted,
}: Sample): string {
  const header = `<identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-01-10</datestamp><setSpec>cs:cs:LG</setSpec>`;
  if (deleted) return `<record><header status="deleted">${header}</header></record>`;
  return `<record>
<header>${header}</header>
<metadata>
 <arXiv xmlns="http://arxiv.org/OAI/arXiv/" xsi:schemaLocation="http://arxiv.org/OAI/arXiv/ http://arxiv.org/OAI/arXiv.xsd">
 <id>${id}</id><created>${published}</created><updated>2026-01-09</updated>
 <authors><author><keyname>Example</keyname><forenames>Ada</forenames><affiliation>Example University</affiliation></author><author><keyname>Sample</keyname><forenames>Bo</forenames><suffix>Jr.</suffix></author><author><keyname>The Collaboration</keyname></author></authors>
 <title>${title}</title><categories>${categories.join(' ')}</categories>
 ${comment === undefined ? '' : `<comments>${comment}</comments>`}${journal === undefined ? '' : `<journal-ref>${journal}</journal-ref>`}${doi === undefined ? '' : `<doi>${doi}</doi>`}
 <license>http://creativecommons.org/licenses/by/4.0/</license>
 <abstract>  ${abstract}
 </abstract></arXiv>
</metadata>
</record>`;
}
