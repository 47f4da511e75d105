import { type Markdown, md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';

export function privacyReply(mention: (command: string) => Markdown): Reply {
  return {
    private: true,
    embeds: [
      {
        title: 'What Offprint stores about you',
        description: md`Offprint runs on the computer of whoever operates it, and keeps only what it needs, under your Discord id: no names, no messages, nothing that you did not ask for.

• **Your reading list**: papers, when you saved and read them, your notes. Only you see it; servers where you pressed *Save* see how many people saved a paper, not who.
• **Read marks** in servers’ lists: which papers there you have read, and when. Others see how many people have read a paper, not who.
• **Votes**: which papers you gave a 👍 in which server. Others see only the count.
• **What you did for a server**: papers you added to its list, discussions you opened, posts you set up.
• **Journal clubs**: what you nominated and why, your votes, whether you present in turn, which sessions you presented or passed on, to which you come or came, your questions, what you have read and how you rate it, and which clubs you run. Others see who presents and who asks, unless you ask without a name; of the rest only counts, and reasons without a name.
• **Notes on papers**: whoever sees the club’s channel sees them, with your name.
• **What you follow**: what you want to be told of, how and where, and of which papers you were told.
• **What you removed in the last ten minutes**, so that *Undo* can bring it back.
• **Long searches**: if a search is too long for a button, its text is kept so that *Next* goes on working.

${mention('privacy export')} gives you all of it as a file. ${mention('privacy delete')} removes it; a server’s list and threads stay, without your id.`,
      },
    ],
  };
}

export function privacyExport(data: object): Reply {
  return {
    private: true,
    content: md`Everything that is stored about you:`,
    files: [{ name: 'my-data.json', content: `${JSON.stringify(data, undefined, 2)}\n` }],
  };
}

export function confirmDeletion(userId: string): Reply {
  return {
    private: true,
    content: md`This deletes for good, and **cannot be undone**:
• your reading list, with its notes and read marks, and what you marked as read in servers’ lists
• your votes, and that you saved papers in servers: their counts go down
• what you did in journal clubs: nominations, votes of ballots, questions, ratings, your place in the rotation, that you come or came
• your notes on papers, in all servers
• papers of the day and follows in your direct messages, with their history
• long searches that are kept for you, and what you removed in the last ten minutes

What belongs to a server stays, without your id: its journal clubs with their sessions, papers that you added to its list with their notes, discussions that you opened, papers of the day and follows that you set up in its channels (nobody is then told in private when one is in trouble), sources of papers that you added.

Get your data first if you want to keep it.`,
    rows: [
      [
        { label: 'Delete my data', style: 'danger', does: { command: 'privacy', action: 'delete', args: [userId] } },
        { label: 'Get my data', does: { command: 'privacy', action: 'export', args: [] } },
      ],
    ],
  };
}

export function deleted(): Reply {
  return privately(md`Done: nothing is stored about you any more.`);
}

export function notYourButton(): Reply {
  return privately(md`This button was for someone else. Nothing was deleted.`);
}
