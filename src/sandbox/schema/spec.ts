import type { z } from 'zod';
import { fieldErrors, invalidForm } from './errors.ts';

/** The bodies that a bot sends, by the name of their schema in Discord's published API description. */
const SCHEMAS = {
  commandCreate: 'ApplicationCommandCreateRequestSchema',
  commandEdit: 'ApplicationCommandPatchRequestPartialSchema',
  commandInList: 'ApplicationCommandUpdateRequestSchema',
  callbackChoices: 'ApplicationCommandAutocompleteCallbackRequestSchema',
  callbackMessage: 'CreateMessageInteractionCallbackRequestSchema',
  callbackUpdate: 'UpdateMessageInteractionCallbackRequestSchema',
  callbackForm: 'ModalInteractionCallbackRequestSchema',
  followUp: 'IncomingWebhookRequestPartialSchema',
  originalEdit: 'IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema',
  followUpEdit: 'IncomingWebhookUpdateRequestPartialSchema',
  messageCreate: 'MessageCreateRequestSchema',
  messageEdit: 'MessageEditRequestPartialSchema',
  forumPost: 'CreateForumThreadRequestSchema',
  threadFromMessage: 'CreateTextThreadWithMessageRequestSchema',
  threadAlone: 'CreateTextThreadWithoutMessageRequestSchema',
  threadEdit: 'UpdateThreadRequestPartialSchema',
  stageEvent: 'StageScheduledEventCreateRequestSchema',
  voiceEvent: 'VoiceScheduledEventCreateRequestSchema',
  externalEvent: 'ExternalScheduledEventCreateRequestSchema',
  stageEventEdit: 'StageScheduledEventPatchRequestPartialSchema',
  voiceEventEdit: 'VoiceScheduledEventPatchRequestPartialSchema',
  externalEventEdit: 'ExternalScheduledEventPatchRequestPartialSchema',
} as const;

export type BodyKind = keyof typeof SCHEMAS;

/** Rejects with Discord's error 50035 if the body breaks the published schema. */
export type SchemaCheck = (kind: BodyKind, body: unknown) => Promise<void>;

/**
 * The schemas are loaded at the first body: that takes some 100 ms, which a sandbox without the check need not spend.
 */
export function schemaCheck(enabled: boolean): SchemaCheck {
  return async (kind, body) => {
    if (!enabled) return;
    const schemas = await import('discord-api-spec/zod');
    const result = schemas[SCHEMAS[kind]].safeParse(asPublished(body), { reportInput: true });
    if (!result.success) throw invalidForm(...fieldErrors(result.error.issues));
  };
}

/** Parses with one of the sandbox's own schemas, which hold the limits that the published ones lack. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, path: PropertyKey[] = []): T {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  throw invalidForm(...fieldErrors(result.error.issues).map(error => ({ ...error, path: [...path, ...error.path] })));
}

/** Permissions are a string of digits in Discord's documentation, a number in its published schema; it takes both. */
function asPublished(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('default_member_permissions' in body)) return body;
  const { default_member_permissions: permissions } = body;
  return typeof permissions === 'string' && /^\d+$/.test(permissions)
    ? { ...body, default_member_permissions: Number(permissions) }
    : body;
}
