/** No message nests its components deeper: rows in containers, parts in rows, their accessories. */
const DEEPEST = 8;

/**
 * The `custom_id`s of a message's components, wherever they stand. Nothing else is read of them: others' messages hold
 * kinds of components that nobody here knows, with and without parts of their own.
 */
export function customIdsIn(part: unknown, depth = 0): string[] {
  if (typeof part !== 'object' || part === null || depth > DEEPEST) return [];
  const own = 'custom_id' in part && typeof part.custom_id === 'string' ? [part.custom_id] : [];
  return [...own, ...Object.values(part).flatMap(child => customIdsIn(child, depth + 1))];
}
