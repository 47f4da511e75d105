import type { SlashCommand } from '../src/interactions/command.ts';
import { optionalText } from '../src/interactions/option.ts';
import { notInCollection } from '../src/messages/not-in-collection.ts';
import { nothingFound } from '../src/messages/results.ts';
import type { Paper } from '../src/papers/paper.ts';
import type { PaperList } from '../src/search/index.ts';
import type { App } from './services.ts';
import { cardFor } from './shared/guild-activity.ts';
import { limitedTo } from './shared/quota.ts';

/** Past this many, a paper matches a query only faintly. */
const CANDIDATES = 50;

export function random(app: App): SlashCommand {
  const query = optionalText({ name: 'query', description: 'Only among papers that match these words' });

  return {
    kind: 'slash',
    name: 'random',
    description: 'Show a random paper',
    options: [query],
    run: limitedTo(app, call => {
      const text = call.get(query);
      const found = text === undefined ? undefined : app.index().search(text, { limit: CANDIDATES });
      if (found?.unknown && found.total === 0) return notInCollection(found.unknown);
      const papers = found ? found.hits.map(hit => hit.paper) : app.index().papers;
      const chosen = standing(papers, Math.floor(app.random() * papers.length));
      return chosen
        ? cardFor(app, call.asker, chosen, 'channel')
        : nothingFound({ query: text ?? '' }, undefined, call.asker.userId, call.mention);
    }),
  };
}

/** The paper at that place, or the next one that was not withdrawn. */
function standing(papers: Pick<PaperList, 'at' | 'length'>, place: number): Paper | undefined {
  for (let step = 0; step < papers.length; step++) {
    const paper = papers.at((place + step) % papers.length);
    if (paper && !paper.withdrawn) return paper;
  }
  return undefined;
}
