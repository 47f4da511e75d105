import type { Asker } from '../../src/interactions/asker.ts';
import type { Choice } from '../../src/interactions/option.ts';
import { fold } from '../../src/search/analysis/fold.ts';
import { readQuery } from '../../src/search/query/limits.ts';
import { notesAsked } from '../../src/search/query/parse.ts';
import type { SearchOptions } from '../../src/search/types.ts';
import type { App } from '../services.ts';
import { type Audience, sees } from '../shared/guild-activity.ts';

const CHOICES = 25;
/** Notes whose words are suggested: the newest of a server. */
const NOTES_LOOKED_AT = 200;
const SHORTEST_WORD = 3;

/**
 * Which papers have the notes that a query asks for by `notes:`: in the asker's server, and as far as all who see the
 * answer may see them. `elsewhere`: it asks for notes outside of a server, where there are none.
 */
export async function notedFor(
  app: App,
  asker: Asker,
  query: string,
  audience: Audience,
): Promise<Pick<SearchOptions, 'notes'> | 'elsewhere'> {
  const texts = notesAsked(readQuery(query).clauses);
  const { guildId, botIsMember } = asker;
  if (texts.length === 0) return {};
  if (guildId === undefined || !botIsMember) return 'elsewhere';
  const shown = sees(app, asker, audience);
  const notes: NonNullable<SearchOptions['notes']>[number][] = [];
  for (const text of texts) {
    const found = (await app.store.notes.matching(guildId, text)).filter(shown);
    notes.push({ text, paperIds: [...new Set(found.map(({ paperId }) => paperId))] });
  }
  return { notes };
}

/** Words of the newest notes that the asker may see, the most frequent first. */
export async function suggestNoted(app: App, typed: string, asker: Asker): Promise<Choice[]> {
  const { guildId, botIsMember } = asker;
  if (guildId === undefined || !botIsMember) return [];
  const wanted = fold(typed.trim());
  const counts = new Map<string, number>();
  for (const { text } of (await app.store.notes.latest(guildId, NOTES_LOOKED_AT)).filter(sees(app, asker, 'asker')))
    for (const word of new Set(fold(text).match(/[\p{L}\p{N}]+/gu)))
      if (word.length >= SHORTEST_WORD && word.startsWith(wanted)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .slice(0, CHOICES)
    .map(([word]) => ({ name: word.slice(0, 100), value: word.slice(0, 100) }));
}
