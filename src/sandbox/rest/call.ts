import type { UploadedFile } from '../resources/attachments.ts';
import type { State } from '../state/state.ts';

/** A request that has found its route. */
export interface Call {
  state: State;
  /** Name of the route: `METHOD /path/{parameter}`. */
  route: string;
  /** The `{names}` of the route. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: UploadedFile[];
}

export interface CallAnswer {
  /** Default 200, or 204 without a body. */
  status?: number;
  body?: unknown;
}

export type Handler = (call: Call) => CallAnswer | Promise<CallAnswer>;

/** Handlers by `METHOD /path/{parameter}`. */
export type Routes = Record<string, Handler>;

export function ok(body: unknown, status = 200): CallAnswer {
  return { status, body };
}

export const NOTHING: CallAnswer = { status: 204 };

/** The value of a path's parameter: every `{name}` that a route has is set. */
export function param({ params }: Call, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no parameter {${name}}.`);
  return value;
}
