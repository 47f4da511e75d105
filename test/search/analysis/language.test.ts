import { expect, it } from 'vitest';
import { languageOfPaper } from '../../../src/search/analysis/language.ts';

it.each([
  ['Обучение нейронных сетей', 'ru'],
  ['Навчання нейронних мереж і дані', 'en'],
  ['Untersuchung zur Erkennung von Sprache', 'de'],
  ['Überprüfung neuronaler Übersetzungen', 'de'],
  ['Die Bedeutung der Sprache', 'de'],
  ['Le rôle de la syntaxe', 'fr'],
  ['Life in a commune', 'en'],
  ['Hepatitis E in adults. Hepatitis E in infants', 'en'],
  ['De novo synthesis', 'en'],
  ['Schrödinger operators on graphs', 'en'],
  ['La Niña events and El Niño', 'en'],
  ['Kullback–Leibler divergence', 'en'],
])('%s is %s', (title, language) => {
  expect(languageOfPaper({ title })).toBe(language);
});
