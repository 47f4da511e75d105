import { entryOf } from '../../platform/entry-of.ts';

/**
 * Journals as the Astrophysics Data System writes them in BibTeX: macros of the AAS
 * (https://ui.adsabs.harvard.edu/help/actions/journal-macros), spelled out as their journals are cited.
 */
const JOURNALS: Readonly<Record<string, string>> = {
  aj: 'The Astronomical Journal',
  apj: 'The Astrophysical Journal',
  apjl: 'The Astrophysical Journal Letters',
  apjlett: 'The Astrophysical Journal Letters',
  apjs: 'The Astrophysical Journal Supplement Series',
  apjsupp: 'The Astrophysical Journal Supplement Series',
  mnras: 'Monthly Notices of the Royal Astronomical Society',
  aap: 'Astronomy & Astrophysics',
  astap: 'Astronomy & Astrophysics',
  aapr: 'Astronomy & Astrophysics Review',
  aaps: 'Astronomy & Astrophysics Supplement Series',
  araa: 'Annual Review of Astronomy and Astrophysics',
  ao: 'Applied Optics',
  applopt: 'Applied Optics',
  apss: 'Astrophysics and Space Science',
  azh: 'Astronomicheskii Zhurnal',
  baas: 'Bulletin of the American Astronomical Society',
  bain: 'Bulletin of the Astronomical Institutes of the Netherlands',
  fcp: 'Fundamentals of Cosmic Physics',
  gca: 'Geochimica et Cosmochimica Acta',
  grl: 'Geophysical Research Letters',
  iaucirc: 'IAU Circulars',
  icarus: 'Icarus',
  jcap: 'Journal of Cosmology and Astroparticle Physics',
  jcp: 'The Journal of Chemical Physics',
  jgr: 'Journal of Geophysical Research',
  jqsrt: 'Journal of Quantitative Spectroscopy and Radiative Transfer',
  jrasc: 'Journal of the Royal Astronomical Society of Canada',
  memras: 'Memoirs of the Royal Astronomical Society',
  memsai: 'Memorie della Società Astronomica Italiana',
  na: 'New Astronomy',
  nar: 'New Astronomy Reviews',
  nat: 'Nature',
  nphysa: 'Nuclear Physics A',
  pasa: 'Publications of the Astronomical Society of Australia',
  pasj: 'Publications of the Astronomical Society of Japan',
  pasp: 'Publications of the Astronomical Society of the Pacific',
  physrep: 'Physics Reports',
  physscr: 'Physica Scripta',
  planss: 'Planetary and Space Science',
  pra: 'Physical Review A',
  prb: 'Physical Review B',
  prc: 'Physical Review C',
  prd: 'Physical Review D',
  pre: 'Physical Review E',
  prl: 'Physical Review Letters',
  procspie: 'Proceedings of SPIE',
  qjras: 'Quarterly Journal of the Royal Astronomical Society',
  rmxaa: 'Revista Mexicana de Astronomía y Astrofísica',
  skytel: 'Sky & Telescope',
  solphys: 'Solar Physics',
  sovast: 'Soviet Astronomy',
  ssr: 'Space Science Reviews',
  zap: 'Zeitschrift für Astrophysik',
};

/** The journal that a field which is nothing but a macro names; undefined for every other field. */
export function journalOfMacro(field: string | undefined): string | undefined {
  const macro = /^\{*\\([a-z]+)\}*$/i.exec(field ?? '')?.[1];
  return macro === undefined ? undefined : entryOf(JOURNALS, macro.toLowerCase());
}
