/**
 * What stands before and after a value in a message, an address, a setting or JSON. A slash does not: parts of a path
 * are no values.
 */
const BEFORE = '(?<=^|[\\s"\'`=:(\\\\])';
const AFTER = '(?=$|[\\s"\'`@&,;)\\\\]|\\.(?:[\\s"]|$))';
/** So long a text stands for nothing else: it is blotted out wherever it is, as within a longer address. */
const UNMISTAKABLE = 20;

/**
 * Puts `[secret]` in the place of each secret. A short one may be a word that stands elsewhere too, such as a password
 * "offprint" in the path /srv/offprint: of those only whole values are replaced.
 */
export function blotter(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret !== '');
  const forms = new Set(
    known.flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  );
  const patterns = [...forms].map(form => {
    const literal = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return new RegExp(form.length >= UNMISTAKABLE ? literal : `${BEFORE}${literal}${AFTER}`, 'g');
  });
  return text => patterns.reduce((blotted, pattern) => blotted.replace(pattern, '[secret]'), text);
}
