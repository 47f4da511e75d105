import { expect, it } from 'vitest';
import { literalButton, suggestionButtons } from '../../src/messages/absent-words.ts';

const goTo = ({ query }: { query: string }) => ({ command: 'search', action: 'page', args: [query] });
const queriesOf = (buttons: { does?: { args: string[] } }[]) => buttons.map(({ does }) => does?.args[0]);

it('what is searched instead takes the place of the word, not of a piece of another one', () => {
  const absent = [{ word: 'cat', instead: ['dog', 'dog', 'cow'], how: 'near' as const }];
  const buttons = suggestionButtons({ query: 'scattr cat' }, absent, goTo);
  expect(queriesOf(buttons)).toEqual(['scattr dog', 'scattr cow']);
});

it('a word that was read differently from how it was typed gets no buttons that all do the same', () => {
  const absent = [{ word: 'gluten-free', instead: ['dense', 'sparse'], how: 'near' as const }];
  expect(suggestionButtons({ query: 'gluten\u2011free' }, absent, goTo)).toEqual([]);
});

it('each word that was replaced stands between quotation marks of its own', () => {
  const absent = ['subgraphh', 'graphh'].map(word => ({ word, instead: ['graph'], how: 'corrected' as const }));
  expect(queriesOf(literalButton({ query: 'subgraphh graphh' }, absent, goTo))).toEqual(['"subgraphh" "graphh"']);
});
