import type { Interaction } from '../state/interactions.ts';
import type { Origin } from '../world/world.ts';

/** What a message keeps of the interaction that it answers. */
export function originOf({ id, type, user, name, owners, context }: Interaction): Origin {
  return { interactionId: id, type, userId: user.id, owners, context, ...(name !== undefined && { name }) };
}
