/** A table from words between white space: name and value by turns. */
export function wordPairs(table: string): Map<string, string> {
  const words = table.trim().split(/[ \n]+/);
  return new Map(words.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, words[at + 1] ?? '']] : [])));
}
