import { Markdown, md } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Citation } from '../../src/library/index.ts';

/** Longer citations come as files: a message holds 2,000 characters. */
const MESSAGE_CHARACTERS = 1900;

/** BibTeX, RIS and a plain reference to copy, only for whoever asked. */
export function citation({ plain, bibtex, ris }: Citation): Reply {
  const blocks = [block('', plain), block('bibtex', bibtex), block('', ris.replaceAll('\r\n', '\n').trimEnd())];
  const content = blocks.join('\n');
  if (content.length <= MESSAGE_CHARACTERS && !`${plain}${bibtex}${ris}`.includes('```')) {
    return { private: true, content: new Markdown(content) };
  }
  return {
    private: true,
    content: md`The reference is attached: as BibTeX, as RIS, and as plain text.`,
    files: [
      { name: 'citation.bib', content: `${bibtex}\n` },
      { name: 'citation.ris', content: ris },
      { name: 'citation.txt', content: `${plain}\n` },
    ],
  };
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
