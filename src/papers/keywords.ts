/**
 * The keywords of a text: parted by semicolons, or by commas where there are none, since a keyword may have a comma in
 * it.
 */
export function keywordsIn(text: string): string[] {
  const between = [/;/, /[,、，]/].find(mark => mark.test(text));
  return (between ? text.split(new RegExp(between, 'u')) : [text]).map(one => one.trim()).filter(one => one !== '');
}
