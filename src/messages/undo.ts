import { md } from '../interactions/markdown.ts';
import { type Button, privately, type Reply } from '../interactions/reply.ts';
import type { BroughtBack } from '../store/index.ts';

/** Below what was removed. `step`: by which it is brought back. */
export function undoButton(command: string, step: string): Button {
  return { label: 'Undo', does: { command, action: 'undo', args: [step] } };
}

export const UNDO_NOTE = md`You can undo this for ten minutes.`;

/** Why nothing was brought back. */
export function notUndone(why: Exclude<BroughtBack, 'done'>): Reply {
  return privately(
    {
      over: md`There is nothing left to undo here: it was undone already, or the ten minutes for it are over. Nothing was changed.`,
      'someone-else': md`Only whoever did this can undo it, in the server where they did it. Nothing was changed.`,
      full: md`There is no room for it any more: make some, then press *Undo* again. Nothing was changed.`,
    }[why],
  );
}
