import { readFileSync } from 'node:fs';

/** See data/chinese-characters.md. */
const file = new URL('../../../data/chinese-characters.txt', import.meta.url);
const HAN = /[\u4e00-\u9fff]/g;

let forms: ReadonlyMap<string, string> | undefined;

/** Read when first needed: most collections have no Chinese in them. */
function read(): ReadonlyMap<string, string> {
  const [traditional = '', simplified = ''] = readFileSync(file, 'utf8').split('\n');
  return new Map([...traditional].map((character, i) => [character, simplified.charAt(i)]));
}

/** A text in simplified characters, of the same length. */
export function simplified(text: string): string {
  return text.replace(HAN, character => {
    forms ??= read();
    return forms.get(character) ?? character;
  });
}
