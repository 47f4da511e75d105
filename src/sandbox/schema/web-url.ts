/** Whether Discord would take the text as an address: absolute, of a known scheme, without spaces. */
export function isWebUrl(text: string, schemes: readonly string[] = ['http:', 'https:']): boolean {
  return !/\s/.test(text) && URL.canParse(text) && schemes.includes(new URL(text).protocol);
}
