/**
 * Deeper than any format of papers or settings goes. What walks a value step by step overflows the stack at some
 * thousands of levels.
 */
const DEEPEST = 32;

/**
 * Reads JSON from outside. What lies deeper than any format goes is null, so that whatever reads the value may descend
 * into it.
 * @throws {SyntaxError} when it is none.
 */
export function parseJson(text: string): unknown {
  // V8 parses without recursion.
  const value: unknown = JSON.parse(text);
  let level = [value];
  for (let depth = 1; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const [key, child] of Object.entries(one)) {
        if (typeof child !== 'object' || child === null) continue;
        if (depth >= DEEPEST) Reflect.set(one, key, null);
        else next.push(child);
      }
    }
    level = next;
  }
  return value;
}
