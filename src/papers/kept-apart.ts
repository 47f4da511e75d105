/** A paper that is new, although another one has its identifier or title. */
export interface KeptApart {
  title: string;
  /** The title of the other one. */
  of: string;
  /** What they have in common: "DOI 10.5555/1234", "arXiv id 2110.04260" or "title". */
  identifier: string;
}

/** The same for people. */
export function keptApartInWords({ title, of, identifier }: KeptApart): string {
  return `“${title.slice(0, 60)}” and “${of.slice(0, 60)}” have the same ${identifier}, but differ in the rest: both are kept`;
}
