import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Seat } from './world.ts';

/** What the sandbox is ordered to do. */
export type Order =
  | { do: 'look' }
  | { do: 'ask'; interactions: number }
  | { do: 'ask-each-shard' }
  | { do: 'begin'; aSecond: number }
  | { do: 'end' };

/** One interaction. */
export interface Asked {
  shard: number;
  /** Ms since the epoch. */
  at: number;
  isAnswered: boolean;
}

/** What it answers. */
export interface Said {
  look: {
    /** Of each session that is connected now. */
    shards: number[];
    isRegistered: boolean;
    /** How many posts each delivery has. */
    posts: number[];
    violations: string[];
  };
  ask: { times: number[]; unanswered: number; seconds: number };
  'ask-each-shard': boolean[];
  begin: boolean;
  end: Asked[];
}

/** The sandbox as a process. */
export interface FleetSandbox {
  apiUrl: string;
  token: string;
  seats: Seat[];
  order<O extends Order>(order: O): Promise<Said[O['do']]>;
  close(): void;
}

export async function forkSandbox(servers: number, shards: number): Promise<FleetSandbox> {
  const child = fork('test/bench/fleet-sandbox.ts', [String(servers), String(shards)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const place = await said<Pick<FleetSandbox, 'apiUrl' | 'token' | 'seats'>>(child);
  return {
    ...place,
    order(order) {
      child.send(order);
      return said(child);
    },
    close: () => child.disconnect(),
  };
}

async function said<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message;
}
