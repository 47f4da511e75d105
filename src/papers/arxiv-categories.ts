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

/** Those that most people who read about learning and language look for; any other may be typed. */
export const COMMON_CATEGORIES: readonly { category: string; name: string }[] = [
  { category: 'cs.LG', name: 'Machine Learning' },
  { category: 'cs.AI', name: 'Artificial Intelligence' },
  { category: 'cs.CL', name: 'Computation and Language' },
  { category: 'cs.CV', name: 'Computer Vision' },
  { category: 'stat.ML', name: 'Machine Learning (statistics)' },
  { category: 'cs.NE', name: 'Neural and Evolutionary Computing' },
  { category: 'cs.RO', name: 'Robotics' },
  { category: 'cs.IR', name: 'Information Retrieval' },
  { category: 'cs.HC', name: 'Human-Computer Interaction' },
  { category: 'cs.CR', name: 'Cryptography and Security' },
  { category: 'cs.CY', name: 'Computers and Society' },
  { category: 'cs.DC', name: 'Distributed and Parallel Computing' },
  { category: 'cs.DS', name: 'Data Structures and Algorithms' },
  { category: 'cs.MA', name: 'Multiagent Systems' },
  { category: 'cs.SD', name: 'Sound' },
  { category: 'cs.SE', name: 'Software Engineering' },
  { category: 'stat.ME', name: 'Methodology (statistics)' },
  { category: 'math.OC', name: 'Optimization and Control' },
  { category: 'math.ST', name: 'Statistics Theory' },
  { category: 'eess.AS', name: 'Audio and Speech Processing' },
  { category: 'eess.IV', name: 'Image and Video Processing' },
  { category: 'q-bio.NC', name: 'Neurons and Cognition' },
  { category: 'quant-ph', name: 'Quantum Physics' },
  { category: 'econ', name: 'Economics' },
  { category: 'physics', name: 'Physics' },
];
