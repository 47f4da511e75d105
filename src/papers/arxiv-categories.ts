import categories from '../../data/arxiv-categories.json' with { type: 'json' };

/** https://arxiv.org/category_taxonomy */
const ARCHIVES = new Set(
  'astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics q-bio q-fin quant-ph stat'.split(
    ' ',
  ),
);
const CATEGORY = /^([a-z-]+)(?:\.([a-z]{2}|[a-z]{3,}(?:-[a-z]+)?|[a-z]{2}-[a-z]{2,}))?$/;

/** Reads `cs.LG`, or a whole archive (`math`), in any case; undefined for anything else. */
export function readCategory(text: string): string | undefined {
  // The label of a suggestion goes on with the category's name.
  const [, archive = '', subject] =
    CATEGORY.exec(
      text
        .replace(/ – .*$/, '')
        .trim()
        .toLowerCase(),
    ) ?? [];
  if (!ARCHIVES.has(archive)) return undefined;
  if (subject === undefined) return archive;
  // `LG` and `AG`, but `mes-hall` and `comp-ph`.
  return `${archive}.${subject.length === 2 ? subject.toUpperCase() : subject}`;
}

/** A category as a reader knows it. */
interface Category {
  /** `hep-th` */
  id: string;
  /** `High energy physics: theory` */
  name: string;
}

/** Also by the ids that arXiv has given up, and by the second id of a category that stands in two archives. */
const BY_ID = new Map(
  categories.flatMap(({ id, name, also = [] }) => {
    const category: Category = { id, name };
    return [id, ...also].map((one): [string, Category] => [one, category]);
  }),
);

export function findCategory(id: string): Category | undefined {
  return BY_ID.get(id);
}

/** Those that most people who read about learning and language look for. */
const COMMON =
  'cs.LG cs.AI cs.CL cs.CV stat.ML cs.NE cs.RO cs.IR cs.HC cs.CR cs.CY cs.DC cs.DS cs.MA cs.SD cs.SE stat.ME math.OC math.ST eess.AS eess.IV q-bio.NC quant-ph econ physics'.split(
    ' ',
  );

/** All, those that most people look for first. */
export const CATEGORIES: readonly Category[] = [
  ...new Set([...COMMON.flatMap(id => findCategory(id) ?? []), ...BY_ID.values()]),
];
