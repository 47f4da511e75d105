import type { Asker } from '../../src/interactions/asker.ts';
import type { SlashCommand } from '../../src/interactions/command.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { App } from '../services.ts';
import { confirmDeletion, deleted, notYourButton, privacyExport, privacyReply } from './replies.ts';

export function privacy(app: App): SlashCommand {
  async function exportData({ userId }: Asker): Promise<Reply> {
    const turn = app.limits.take('privacy', userId);
    return turn.allowed ? privacyExport(await app.store.personal.export(userId)) : tryAgainAt(turn.againAt);
  }

  return {
    kind: 'slash',
    name: 'privacy',
    description: 'What is stored about you: see it, get it, delete it',
    subcommands: [
      {
        name: 'about',
        description: 'What is stored about you',
        options: [],
        run: ({ mention }) => privacyReply(mention),
      },
      {
        name: 'export',
        description: 'Get everything that is stored about you as a file',
        options: [],
        run: ({ asker }) => exportData(asker),
      },
      {
        name: 'delete',
        description: 'Delete what is stored about you',
        options: [],
        run: ({ asker }) => confirmDeletion(asker.userId),
      },
    ],
    presses: {
      export: ({ asker }) => exportData(asker),
      async delete({ asker, args: [userId], message }) {
        if (asker.userId !== userId) return notYourButton();
        await app.store.personal.forget(asker.userId);
        app.daily.wake();
        return { ...deleted(), update: message?.private === true };
      },
    },
  };
}
