import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultAnswer } from '../faults/fault-queue.ts';
import { DiscordError } from '../schema/errors.ts';
import type { LoggedRequest, State } from '../state/state.ts';
import type { CallAnswer } from './call.ts';
import { type RequestBody, readBody } from './request-body.ts';
import type { Match, Router } from './router.ts';

const API_BASE = /^\/api\/v10(?=\/)/;
/** Requests that are remembered; beyond that the older half is forgotten. */
const MAX_LOGGED = 20_000;

/** Errors that tell of a mistake in the bot; others (a missing permission, a deleted message) are the world's. */
const MISTAKES = new Set([
  'unknownRoute',
  'invalidForm',
  'invalidJson',
  'emptyMessage',
  'alreadyAcknowledged',
  'unknownWebhook',
  'tooLarge',
  'tooManyFollowUps',
]);

/** Answers one request to the API as Discord would: route, token, faults asked for, handler. */
export async function answer(state: State, router: Router, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', state.url);
  const method = request.method ?? 'GET';
  const path = url.pathname.replace(API_BASE, '');
  const match = path === url.pathname ? undefined : router.match(method, path);
  const logged: LoggedRequest = {
    method,
    path,
    ...(match && { route: match.route.name }),
    authorised: request.headers.authorization === `Bot ${state.token}`,
    body: undefined,
    status: 0,
  };
  log(state, logged);

  const result = await respond(state, match, url.searchParams, request, logged);
  if (result === 'drop') {
    request.socket.destroy();
    return;
  }
  const { status = 200, body } = result;
  logged.status = status;
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value);
  // Discord's answers are dated by its clock, to the second.
  response.setHeader('Date', new Date(state.clock.now()).toUTCString());
  response.statusCode = status;
  if (body === undefined) response.end();
  else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
}

type Result = 'drop' | (CallAnswer & { headers?: Record<string, string> });

async function respond(
  state: State,
  match: Match | undefined,
  query: URLSearchParams,
  request: IncomingMessage,
  logged: LoggedRequest,
): Promise<Result> {
  let headers: Record<string, string> = {};
  const withHeaders = (result: FaultAnswer | CallAnswer): Result =>
    result === 'drop' ? 'drop' : { ...result, headers: { ...headers, ...('headers' in result && result.headers) } };
  try {
    const read: RequestBody = await readBody(request);
    logged.body = read.body;
    if (!match) throw new DiscordError('unknownRoute');
    const { route, params } = match;
    if (route.authorised && !logged.authorised) throw new DiscordError('unauthorised');
    const major = params.channel ?? params.guild ?? params.token ?? '';
    const counted = state.limits.count({ route: route.name, major, global: route.authorised });
    headers = counted.headers;
    if (counted.refusal) return withHeaders(counted.refusal);
    const struck = await state.faults.strike(route.name, major, 'before');
    if (struck) return withHeaders(struck);
    const result = await route.handler({ state, route: route.name, params, query, ...read });
    return withHeaders((await state.faults.strike(route.name, major, 'after')) ?? result);
  } catch (error) {
    // Whoever asked went away in the middle of the question.
    if (request.destroyed && !request.complete) return 'drop';
    if (!(error instanceof DiscordError)) {
      // A mistake of the sandbox itself: shown to whoever reads the violations, as a test does.
      const detail = error instanceof Error ? error.stack : error;
      state.violations.push({ what: 'The sandbox failed at this request.', route: describe(logged), detail });
      return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    }
    if (MISTAKES.has(error.error)) {
      const detail =
        error.fields.length > 0 ? error.fields.map(field => ({ ...field, path: field.path.join('.') })) : undefined;
      state.violations.push({ what: error.message, route: describe(logged), ...(detail && { detail }) });
    }
    return withHeaders({ status: error.status, body: error.toJSON() });
  }
}

const describe = ({ route, method, path }: LoggedRequest) => route ?? `${method} ${path}`;

function log(state: State, request: LoggedRequest): void {
  if (state.requests.length >= MAX_LOGGED) state.requests.splice(0, MAX_LOGGED / 2);
  state.requests.push(request);
}
