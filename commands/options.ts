import type { App } from '../src/app.ts';
import { cutAtWord } from '../src/cut.ts';
import { oneLine } from '../src/markdown.ts';
import type { Choice } from '../src/option.ts';

/** Discord's limits for autocompletion. */
const CHOICES = 25;
const CHOICE_CHARACTERS = 100;

/** Titles for what was typed so far; the value is the paper's id. */
export function suggestPapers(app: App): (typed: string) => Choice[] {
  return typed =>
    app
      .index()
      .suggest(typed, CHOICES)
      .map(({ id, title }) => ({ name: cutAtWord(oneLine(title), CHOICE_CHARACTERS), value: id }));
}
