import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAbstract, cleanLine } from '../../../src/papers/cleaning/clean.ts';

const line = (text: string) => cleanLine(text, new Map());
/** As a program reads UTF-8 that takes it for Windows-1252. */
const misread = (text: string) => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

describe('UTF-8 that was read as Windows-1252', () => {
  it.each([
    'Watson’s “perceptual” model – in short — for GreeN’s functions…',
    'Entitäten in großen Städten: Straßen, Flüsse, Bäche',
    'Étude des systèmes à café',
    'Añadir señales; ação e coração',
    'at 25 °C ± 0.5, a ≤ b → c − d ∼ e · f',
  ])('%s', text => {
    expect(line(misread(text))).toBe(line(text));
  });

  it('is read again where it was misread twice', () => {
    expect(line(misread(misread('Watson’s café')))).toBe('Watson’s café');
  });

  it.each([
    'Não há maçã; MAÇÃ, «MAÇÃ» e AÇÃO',
    'ROMÂNIA, în România; Hà Nội, Đà Nẵng; ẤN ĐỘ',
    '»Spaß« und «été», 2.5 Å±0.3, Å–C bonds',
    'Ångström, Ærø, Ðóra, Čech and Łódź',
    'prices in € and £, § 5, © 2020, x² ± y³',
    'l’âge, âme et château : pâté ™',
  ])('what is right stays: %s', text => {
    expect(line(text)).toBe(text);
  });

  it('changes no text of Latin letters and signs as people write it, and is done once', () => {
    const words = fc.array(fc.constantFrom('naïve', 'Ãrger', 'âge', '±', '“a”', 'ROMÂ', 'MÃE', '°', '…', '–'));
    fc.assert(
      fc.property(words, all => {
        const text = all.join(' ');
        expect(cleanAbstract(text, new Map()).text).toBe(text.trim());
      }),
    );
  });
});
