import type { Reply } from '../interactions/reply.ts';
import type { Post } from '../subscriptions/index.ts';
import { clubPost } from './club/messages.ts';
import { dailyPost } from './daily-post.ts';
import { newsPost } from './digest.ts';

/** What is posted without being asked for, and the name of its thread where it gets one. */
export function renderPost(post: Post): { reply: Reply; title: string } {
  if (post.club) return clubPost(post, post.club);
  return post.followId === undefined ? dailyPost(post) : newsPost(post, post.followId);
}
