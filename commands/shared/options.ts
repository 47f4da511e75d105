import { cutAtWord } from '../../src/interactions/cut.ts';
import { oneLine } from '../../src/interactions/markdown.ts';
import type { Complete } from '../../src/interactions/option.ts';
import { fold } from '../../src/search/analysis/fold.ts';
import type { App } from '../services.ts';
import { suggestingTo } from './quota.ts';

/** Discord's limits for autocompletion. */
const CHOICES = 25;
const CHOICE_CHARACTERS = 100;

/** Titles for what was typed so far; the value is the paper's id. */
export function suggestPapers(app: App): Complete {
  return suggestingTo(app, typed =>
    app
      .index()
      .suggest(typed, CHOICES)
      .map(({ id, title }) => ({ name: cutAtWord(oneLine(title), CHOICE_CHARACTERS), value: id })),
  );
}

/**
 * Topics of the collection whose name, other names or acronyms hold what was typed, the largest first; the value is the
 * topic's id.
 */
export function suggestTopics(app: App): Complete {
  return suggestingTo(app, typed => {
    const wanted = fold(typed.trim());
    return app
      .index()
      .topics()
      .filter(({ topic: { name, aliases, acronyms } }) =>
        [name, ...aliases, ...acronyms].some(one => fold(one).includes(wanted)),
      )
      .slice(0, CHOICES)
      .map(({ topic, count }) => ({ name: cutAtWord(`${topic.name} (${count})`, CHOICE_CHARACTERS), value: topic.id }));
  });
}
