import type { Paper } from '../papers/paper.ts';
import type { Decision, MeetingRule } from './club.ts';
import type { Rating } from './reception.ts';

/** A session as an event of its server. */
export interface SessionEvent {
  /** Stands in the event, which is found again by it: the same as in the club's calendar file. */
  mark: string;
  guildId: string;
  club: { name: string; where?: string };
  /** Ms since the epoch. */
  startAt: number;
  endAt: number;
  paper?: Paper;
  presenterId?: string;
  /** Where the paper is discussed. */
  threadId?: string;
  channelId: string;
  /** It meets in that channel, which is a voice channel; else elsewhere. */
  voice: boolean;
}

/** What a club says by itself: everything that is shown, as it is when it is sent. */
export type ClubMessage = {
  club: { id: string; name: string; where?: string };
  session: {
    date: string;
    /** When it begins, ms since the epoch. */
    at: number;
    minutes: number;
  };
  paper?: Paper;
} & (
  | {
      kind: 'ballot';
      papers: readonly Paper[];
      /** Of each of the papers: why, in the words of those who nominated it. */
      reasons: readonly (readonly string[])[];
      closesAt: number;
      live: boolean;
      quorum: number;
      /**
       * A poll of Discord's, open for so many hours at least; its papers by their numbers in the ballot, from 1.
       * `instead`: it was to be one, which Discord did not take here.
       */
      poll?: { hours: number; numbers: readonly number[] } | 'instead';
    }
  /** Too few papers are nominated for a ballot. */
  | { kind: 'call'; papers: readonly Paper[]; closesAt: number }
  | {
      kind: 'chosen';
      decidedBy: Decision;
      votes: number;
      voters: number;
      quorum: number;
      /** The others of the ballot, the most approved first. */
      others: readonly { paper: Paper; votes: number }[];
    }
  /** Nothing was nominated. */
  | { kind: 'nothing' }
  /** To the presenter, in direct messages. */
  | { kind: 'asked'; guildId: string; answerBy: number }
  /** Nobody's turn it is. */
  | { kind: 'volunteers' }
  /** A session was moved, cancelled or restored. */
  | { kind: 'changed'; what: 'moved' | 'cancelled' | 'holiday' | 'restored'; alone: boolean }
  /** The club meets at other times from now on; the session is the next one. */
  | { kind: 'rule'; rule: MeetingRule; alone: boolean }
  /** To an organiser, in direct messages: the votes of a poll are not known. */
  | { kind: 'unread'; guildId: string }
  /** To an organiser, in direct messages. */
  | { kind: 'no-answer'; guildId: string; presenterId?: string }
  | { kind: 'reminder'; before: 'day' | 'hour'; presenterId?: string; going: number; alone: boolean }
  | { kind: 'opening'; presenterId?: string; questions: readonly AskedQuestion[] }
  | {
      kind: 'summary';
      presenterId?: string;
      going: number;
      present: number;
      readers: number;
      rating?: Rating;
      /** Those written for this club, the oldest first. */
      notes: readonly { userId: string; text: string }[];
      next?: number;
    }
);

/** What somebody wants to talk about; without a person, it is anonymous. */
export interface AskedQuestion {
  text: string;
  userId?: string;
}
