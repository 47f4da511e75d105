import type { Handler, Routes } from './call.ts';

interface Route {
  /** `METHOD /path/{parameter}`. */
  name: string;
  method: string;
  segments: string[];
  handler: Handler;
  /** Needs the bot's token. */
  authorised: boolean;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

export class Router {
  readonly #routes: Route[];

  constructor(authorised: Routes, open: Routes) {
    this.#routes = [...parse(authorised, true), ...parse(open, false)];
  }

  /** Names of all routes, literal before parameter as they were given. */
  get names(): string[] {
    return this.#routes.map(({ name }) => name);
  }

  match(method: string, path: string): Match | undefined {
    const given = path.split('/').map(decode);
    for (const route of this.#routes) {
      if (route.method !== method || route.segments.length !== given.length) continue;
      const params = bind(route.segments, given);
      if (params) return { route, params };
    }
    return undefined;
  }
}

function parse(routes: Routes, authorised: boolean): Route[] {
  return Object.entries(routes).map(([name, handler]) => {
    const [method = '', path = ''] = name.split(' ');
    return { name, method, segments: path.split('/'), handler, authorised };
  });
}

function bind(segments: string[], given: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
