/** Plurals that no rule makes, by their singular: Latin and Greek ones of the sciences, and old English ones. */
const LISTED = `
matrix matrices, index indices, vertex vertices, vortex vortices, cortex cortices, appendix appendices, helix helices, apex apices,
simplex simplices, codex codices, directrix directrices, radix radices, calix calices, varix varices,
spectrum spectra, phenomenon phenomena, criterion criteria, automaton automata, bacterium bacteria, erratum errata, stratum strata,
quantum quanta, momentum momenta, continuum continua, equilibrium equilibria, minimum minima, maximum maxima, optimum optima,
extremum extrema, infimum infima, supremum suprema, serum sera, ovum ova, corpus corpora, genus genera, viscus viscera,
polyhedron polyhedra, tetrahedron tetrahedra, curriculum curricula, memorandum memoranda, symposium symposia, addendum addenda,
datum datums, millennium millennia, cerebellum cerebella, ganglion ganglia, mitochondrion mitochondria, septum septa, atrium atria,
lemma lemmata, schema schemata, stigma stigmata, stoma stomata, trauma traumata, hadron hadra, taxon taxa, phylum phyla, forum fora,
nucleus nuclei, stimulus stimuli, focus foci, locus loci, radius radii, fungus fungi, alumnus alumni, bacillus bacilli, torus tori,
modulus moduli, syllabus syllabi, cactus cacti, bronchus bronchi, thrombus thrombi, embolus emboli, rhombus rhombi, terminus termini,
calculus calculi, annulus annuli, tumulus tumuli, hippocampus hippocampi, thesaurus thesauri, abacus abaci, uterus uteri,
formula formulae, larva larvae, antenna antennae, vertebra vertebrae, alga algae, nebula nebulae, supernova supernovae, nova novae,
lacuna lacunae, pupa pupae, aorta aortae, hypha hyphae, persona personae, fovea foveae, cornea corneae, trachea tracheae,
axis axes, crisis crises, emphasis emphases, oasis oases, ellipsis ellipses, testis testes, pelvis pelves, epidermis epidermides,
child children, man men, woman women, foot feet, tooth teeth, mouse mice, louse lice, goose geese, ox oxen, die dice,
life lives, wife wives, knife knives, wolf wolves, half halves, shelf shelves, calf calves, thief thieves, loaf loaves, elf elves,
plateau plateaux, bureau bureaux, tableau tableaux, bias biases, gas gases, atlas atlases, canvas canvases, alias aliases,
pancreas pancreases, lens lenses, chaos chaoses, quiz quizzes, menu menus, guru gurus, emu emus, haiku haikus, relu relus, gelu gelus,
tofu tofus, gnu gnus, taxi taxis, ski skis, alibi alibis, bikini bikinis, khaki khakis`;

const SINGULAR: ReadonlyMap<string, string> = new Map(
  LISTED.split(',').map((pair): [string, string] => {
    const [one = '', many = ''] = pair.trim().split(' ');
    return [many, one];
  }),
);

/**
 * Singulars that end as a plural does. Other words in -us and -is are singulars too; in -as and -os most are plurals.
 */
const SINGULARS = new Set(
  'bias gas atlas canvas alias pancreas lens chaos cosmos ethos pathos news mars texas kansas diabetes rabies measles mumps herpes'.split(
    ' ',
  ),
);
/** `analysis`, `virus`; in `gpus` no vowel comes before. */
const IN_IS_OR_US = /[aeiouy].*(?:is|us)$|^(?:plus|pus|opus|anus|onus|axis|oasis|iris|ibis|basis)$/;

/** Plurals of words in -use; others in -uses are of words in -us, as `viruses` is. */
const OF_USE = new Set(
  (
    'uses reuses misuses overuses disuses peruses abuses accuses excuses amuses bemuses muses fuses refuses infuses diffuses suffuses effuses ' +
    'confuses transfuses defuses recluses ruses'
  ).split(' '),
);
const US = /^(.*[^aeou]us)es$/;
/** Plurals of words in -sis; `phases`, `doses` and `bases` are of others. */
const SIS =
  /^(.*(?:ly|the|ene|mime|kine|are|exege|gno|psycho|neuro|rrho|sclero|thrombo|steno|symbio|morpho|fibro|necro|osteo|mito|meio|hypno|apopto|phago|cyto|tuberculo|acido|alkalo|keto|cirrho|sta|psoria))ses$/;

/** The singular of a folded English plural that no stemmer takes back; other words as they are. */
export function singular(word: string): string {
  const listed = SINGULAR.get(word);
  if (listed !== undefined) return listed;
  if (!word.endsWith('ses')) return word;
  const us = OF_USE.has(word) ? undefined : US.exec(word)?.[1];
  if (us !== undefined) return us;
  return word.replace(SIS, '$1sis');
}

/** Whether a word in -s is no plural, so that the s is part of it. */
export function isSingular(word: string): boolean {
  return SINGULARS.has(word) || (IN_IS_OR_US.test(word) && !SINGULAR.has(word));
}
