import { type MessageBody, messageBody } from '../schema/message-body.ts';
import { type BodyKind, parseBody } from '../schema/spec.ts';
import type { Call } from './call.ts';

/**
 * A message's body as it was sent: parsed, within Discord's limits and its published schema.
 * A body that leaves out `allowed_mentions` is taken, as Discord takes it, but noted as a violation: text of papers or
 * people could ping.
 *
 * @param part Where the message is only a part of what the published schema describes: the whole, and the path of the
 * message in it.
 */
export async function checkedMessage(
  { state, route }: Call,
  kind: BodyKind,
  body: unknown,
  part: { whole: unknown; path: PropertyKey[] } = { whole: body, path: [] },
): Promise<MessageBody> {
  const parsed = parseBody(messageBody, body ?? {}, part.path);
  await state.schemas(kind, part.whole ?? {});
  if (!parsed.allowed_mentions) {
    const what = 'allowed_mentions is missing: text in this message could notify people.';
    state.violations.push({ what, route, detail: body });
  }
  return parsed;
}
