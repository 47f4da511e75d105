import type { z } from 'zod';

/**
 * Discord's JSON errors by name: HTTP status, code, message. Source: its documentation,
 * topics/opcodes-and-status-codes.
 */
const ERRORS = {
  unauthorised: [401, 0, '401: Unauthorized'],
  unknownRoute: [404, 0, '404: Not Found'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownCommandPermissions: [404, 10066, 'Unknown application command permissions'],
  unknownEvent: [404, 10070, 'Unknown Guild Scheduled Event'],
  eventCap: [400, 30038, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyCrossposted: [400, 40033, 'This message has already been crossposted'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  tooManyFollowUps: [400, 40094, 'This interaction has reached the maximum number of follow-up messages'],
  missingAccess: [403, 50001, 'Missing Access'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedDm: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  expiredToken: [401, 50027, 'Invalid Webhook Token'],
  invalidForm: [400, 50035, 'Invalid Form Body'],
  notInChannel: [403, 50068, 'Invalid message type'],
  archivedThread: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  noMutualGuild: [403, 50278, 'Cannot send messages to this user due to having no mutual guilds with the recipient.'],
  blockedMessage: [400, 200000, 'Message was blocked by automatic moderation'],
  blockedTitle: [400, 200001, 'Title was blocked by automatic moderation'],
  blockedLink: [400, 240000, 'Message blocked by harmful links filter'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
  threadCap: [400, 160006, 'Maximum number of active threads reached'],
  pollExpired: [400, 520001, 'Poll expired'],
  notAPoll: [400, 520006, 'Cannot expire a non-poll message'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

export type ErrorName = keyof typeof ERRORS;

export interface FieldError {
  path: readonly PropertyKey[];
  code: string;
  message: string;
}

/** An answer other than success, in Discord's words. */
export class DiscordError extends Error {
  readonly error: ErrorName;
  readonly status: number;
  readonly code: number;
  readonly fields: readonly FieldError[];

  constructor(error: ErrorName, fields: readonly FieldError[] = []) {
    const [status, code, message] = ERRORS[error];
    super(message);
    this.error = error;
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** `{code, message, errors: {path: {_errors: [{code, message}]}}}`. */
  toJSON(): Record<string, unknown> {
    const plain = { message: this.message, code: this.code };
    return this.fields.length === 0 ? plain : { ...plain, errors: tree(this.fields) };
  }
}

/** Error 50035, invalid form body, with the fields that are wrong. */
export function invalidForm(...fields: FieldError[]): DiscordError {
  return new DiscordError('invalidForm', fields);
}

/** What zod found wrong, as Discord tells it. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap(issue => fieldError(issue));
}

function fieldError(issue: z.core.$ZodIssue): FieldError[] {
  const { path } = issue;
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.code;
    return [{ path, code: typeof code === 'string' ? code : 'BASE_TYPE_BAD', message: issue.message }];
  }
  if (issue.code === 'invalid_union') return [deepest(issue)];
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const { origin } = issue;
    const bound = issue.code === 'too_big' ? `${issue.maximum} or fewer` : `${issue.minimum} or more`;
    const code = origin === 'number' || origin === 'int' ? 'NUMBER_TYPE' : 'BASE_TYPE_BAD_LENGTH';
    return [{ path, code, message: `Must be ${bound}${code === 'NUMBER_TYPE' ? '' : ' in length'}.` }];
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  }
  return [{ path, code: `BASE_TYPE_BAD_${issue.code.toUpperCase()}`, message: issue.message }];
}

/** Of all ways in which a union was not met, the one that came furthest: that is most likely the one that was meant. */
function deepest(union: z.core.$ZodIssueInvalidUnion): FieldError {
  const tried = union.errors
    .flatMap(issues => fieldErrors(issues))
    .map(error => ({ ...error, path: [...union.path, ...error.path] }))
    .sort((a, b) => b.path.length - a.path.length);
  return tried[0] ?? { path: union.path, code: 'UNION_TYPE_CHOICES', message: 'Fits none of the possible types.' };
}

function tree(fields: readonly FieldError[]): Record<string, unknown> {
  interface Node {
    children: Map<string, Node>;
    errors: { code: string; message: string }[];
  }
  const root: Node = { children: new Map(), errors: [] };
  for (const { path, code, message } of fields) {
    let node = root;
    for (const key of path.map(String)) {
      const child: Node = node.children.get(key) ?? { children: new Map(), errors: [] };
      node.children.set(key, child);
      node = child;
    }
    node.errors.push({ code, message });
  }
  const draw = ({ children, errors }: Node): Record<string, unknown> => ({
    ...(errors.length > 0 ? { _errors: errors } : {}),
    ...Object.fromEntries([...children].map(([key, node]) => [key, draw(node)])),
  });
  return draw(root);
}
