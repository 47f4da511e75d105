import { arxivFeed } from './arxiv/feed.ts';
import { arxivOai } from './arxiv/oai.ts';
import { arxivQuery } from './arxiv/query.ts';
import { paperFile } from './file/paper-file.ts';
import type { Client } from './http/client.ts';
import { huggingFace } from './hugging-face.ts';
import type { SourceSettings } from './settings.ts';
import type { Source } from './source.ts';

/** Where the services are. */
export interface Addresses {
  /** https://export.arxiv.org/api/query */
  arxivQuery: string;
  /** https://rss.arxiv.org/rss */
  arxivFeed: string;
  /** https://oaipmh.arxiv.org/oai */
  arxivOai: string;
  /** https://huggingface.co/api/daily_papers */
  huggingFace: string;
}

/** The source that is set so. */
export function openSource(
  settings: SourceSettings,
  { client, addresses, now }: { client: Client; addresses: Addresses; now: () => number },
): Source {
  switch (settings.kind) {
    case 'arxiv-query':
      return arxivQuery({ client, address: addresses.arxivQuery, query: queryOf(settings), now });
    case 'arxiv-feed':
      return arxivFeed({ client, address: addresses.arxivFeed, categories: settings.categories });
    case 'arxiv-oai':
      return arxivOai({ client, address: addresses.arxivOai, set: settings.set });
    case 'hugging-face':
      return huggingFace({ client, address: addresses.huggingFace, now });
    case 'file':
      return paperFile(settings.path);
  }
}

/** The query and the categories, both. */
function queryOf({ query, categories }: { query?: string; categories?: string[] }): string {
  const parts = [
    ...(query === undefined ? [] : [`(${query})`]),
    ...(categories === undefined ? [] : [`(${categories.map(one => `cat:${one}`).join(' OR ')})`]),
  ];
  return parts.join(' AND ');
}
