/** A time as Discord's API writes it. */
export const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');
