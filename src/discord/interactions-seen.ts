/** As many as come within minutes on the busiest of bots; an interaction lives for 15 minutes. */
const REMEMBERED = 10_000;

/**
 * Returns whether an interaction comes for the first time: a gateway can give the same one twice, as after a resume.
 */
export function firstTime(): (id: string) => boolean {
  const seen = new Set<string>();
  return id => {
    if (seen.has(id)) return false;
    seen.add(id);
    if (seen.size > REMEMBERED) for (const oldest of seen.values().take(1)) seen.delete(oldest);
    return true;
  };
}
