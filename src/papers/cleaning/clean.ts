import { normalised } from '../../platform/normalised.ts';
import { entities, escapedLineBreaks, gluedSentences, invisibleCharacters, whiteSpace } from './characters.ts';
import { citations } from './citations.ts';
import { takeLinks } from './links.ts';
import { markup } from './markup.ts';
import { lostCommands, lostFonts, scripts } from './mathematics.ts';
import { misreadEncoding } from './misread.ts';
import { copyrightNotices } from './notices.ts';
import { protect } from './protect.ts';
import { applyRule, type Changes, type Rule } from './rule.ts';
import { readTex } from './tex/read-tex.ts';
import { dashes, quotationMarks, ties } from './typography.ts';

/** What every text goes through before its links are taken. */
const CHARACTERS: readonly Rule[] = [
  misreadEncoding,
  invisibleCharacters,
  escapedLineBreaks,
  whiteSpace,
  entities,
  markup,
];

/** Before LaTeX is read: citations need their braces. */
const BEFORE_TEX: readonly Rule[] = [citations];
/** What is left of TeX when its commands are read, or were lost before; ties after the dashes that they hold. */
const AFTER_TEX: readonly Rule[] = [
  lostFonts,
  lostCommands,
  scripts,
  dashes,
  ties,
  quotationMarks,
  gluedSentences,
  whiteSpace,
];

/**
 * One debris may hide another (`\emph{\textbf{…}}`): the rules are applied until nothing changes. Each pass takes
 * something away, and nobody nests this deep; the limit only makes sure that no text holds up the importer.
 */
const MOST_PASSES = 30;

function untilStable(text: string, pass: (text: string) => string): string {
  let current = text;
  for (let passes = 0; passes < MOST_PASSES; passes++) {
    const next = pass(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

function applyRules(rules: readonly Rule[], text: string, changes: Changes): string {
  return rules.reduce((current, rule) => applyRule(rule, current, changes), text);
}

function cleanTex(text: string, changes: Changes): string {
  return protect(text, open => applyRules(AFTER_TEX, readTex(applyRules(BEFORE_TEX, open, changes), changes), changes));
}

function cleanCharacters(text: string, changes: Changes): string {
  return applyRules(CHARACTERS, normalised(text, 'NFC'), changes);
}

/** A title, a name or a venue as it should be read. Cleaning what is clean changes nothing. */
export function cleanLine(title: string, changes: Changes): string {
  return untilStable(title, text => cleanTex(cleanCharacters(text, changes), changes));
}

/** An abstract as it should be read, without the addresses of web pages, and those as links. */
export function cleanAbstract(abstract: string, changes: Changes): { text: string; links: string[] } {
  const links = new Set<string>();
  const text = untilStable(abstract, current => {
    const taken = takeLinks(cleanCharacters(current, changes), changes);
    for (const link of taken.links) links.add(link);
    return applyRule(copyrightNotices, cleanTex(taken.text, changes), changes);
  });
  return { text, links: [...links] };
}
