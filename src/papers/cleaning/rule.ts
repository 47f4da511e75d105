/** One kind of debris and how it is mended. A rule leaves alone what only looks like its debris. */
export interface Rule {
  /** What the importer's report calls it. */
  name: string;
  /** Applied in this order, each to the whole text; patterns are global and have bounded quantifiers. */
  steps: readonly Step[];
}

/** A pattern and what stands in its place: a template (`$1`), or a function of the match and its groups. */
type Step = readonly [pattern: RegExp, replacement: string | ((match: string, ...groups: string[]) => string)];

/** How often each rule changed something, by the rule's name. */
export type Changes = Map<string, number>;

export function count(changes: Changes, name: string, times = 1): void {
  if (times > 0) changes.set(name, (changes.get(name) ?? 0) + times);
}

export function applyRule(rule: Rule, text: string, changes: Changes): string {
  let result = text;
  for (const [pattern, replacement] of rule.steps) {
    const replace =
      typeof replacement === 'string'
        ? (match: string, ...rest: unknown[]) => fill(replacement, match, rest)
        : (match: string, ...rest: unknown[]) => replacement(match, ...groupsOf(rest));
    result = result.replace(pattern, (match, ...rest) => {
      const mended = replace(match, ...rest);
      if (mended !== match) count(changes, rule.name);
      return mended;
    });
  }
  return result;
}

/** `String.replace` hands over the groups, then the offset and the text; a group that took no part is undefined. */
function groupsOf(rest: readonly unknown[]): string[] {
  const offset = rest.findIndex(part => typeof part === 'number');
  return rest.slice(0, offset).map(group => (typeof group === 'string' ? group : ''));
}

function fill(template: string, match: string, rest: readonly unknown[]): string {
  const groups = [match, ...groupsOf(rest)];
  return template.replace(/\$(\d)/g, (_, digit: string) => groups[Number(digit)] ?? '');
}
