import { cutEscaped } from '../cut.ts';
import { type Markdown, md } from '../markdown.ts';
import { privately, type Reply } from '../reply.ts';

export function noSuchPaper(text: string): Reply {
  return privately(md`I know no paper like “${cutEscaped(text, 200)}”. Try a few words of its title, or its arXiv id.`);
}

export function paperGone(): Markdown {
  return md`That paper is no longer in the collection.`;
}
