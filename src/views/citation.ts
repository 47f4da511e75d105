import { Markdown, md } from '../markdown.ts';
import type { Reply } from '../reply.ts';

/** Longer entries come as a file: a message holds 2,000 characters. */
const CODE_CHARACTERS = 1900;

/** A BibTeX entry to copy, only for whoever asked. */
export function citation(entry: string): Reply {
  if (entry.length > CODE_CHARACTERS || entry.includes('```')) {
    return {
      private: true,
      content: md`The BibTeX entry is attached.`,
      files: [{ name: 'citation.bib', content: `${entry}\n` }],
    };
  }
  return { private: true, content: new Markdown(`\`\`\`bibtex\n${entry}\n\`\`\``) };
}
