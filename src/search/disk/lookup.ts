import type { Lookup } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { NameKind } from './names.ts';
import type { View } from './view.ts';

/** The papers by each of their names, read from the disk. */
export function lookupOf(view: View): Lookup {
  const by = (kind: NameKind) => ({
    get: (name: string): Paper | undefined => {
      const [first] = placesOf(view, kind, name);
      return first === undefined ? undefined : view.paperAt(first);
    },
  });
  return { byId: by('id'), byArxivId: by('arxiv'), byDoi: by('doi'), byTitle: by('title') };
}

/** Where the papers stand that have the name, in the order of the collection. */
export function placesOf(view: View, kind: NameKind, name: string): number[] {
  return view.parts.flatMap(({ segment, base, dead }) =>
    segment.papers.named(kind, name).flatMap(place => (dead.has(place) ? [] : base + place)),
  );
}
