import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/calendar/time-of-day.ts';
import { typeOfBibtex, typeOfCsl, typeOfRis } from '../../src/papers/publication-type.ts';
import { journalOfMacro } from '../../src/papers/references/astronomy-journals.ts';
import { american } from '../../src/search/analysis/spelling.ts';
import { refuseNewer } from '../../src/store/migrations.ts';

/** What every object answers to without having it: `__proto__`, `constructor`, `toString`, `valueOf`, … */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

describe('a name that every object has by inheritance', () => {
  it.each(INHERITED)('%s is no entry of a table', name => {
    expect(parseTime(name)).toBeUndefined();
    for (const typeOf of [typeOfBibtex, typeOfRis, typeOfCsl]) expect(typeOf(name)).toBeUndefined();
    expect(journalOfMacro(`\\${name}`)).toBeUndefined();
    expect(american(name)).toBeTypeOf('string');
    expect(() => refuseNewer([name], 'The backup')).toThrow('newer Offprint');
  });

  it('cannot be asked of a table at all: tables with names of their own are read through `entryOf`', () => {
    const strays = globSync(['src/**/*.ts', 'commands/**/*.ts']).flatMap(file => {
      const text = readFileSync(file, 'utf8');
      const tables = [...text.matchAll(/const ([A-Z_]+): (?:Readonly<)?Record<string,/g)].map(([, name]) => name);
      return tables.flatMap(name =>
        [...text.matchAll(new RegExp(`\\b${name}\\[[^\\]]*\\]|\\bin ${name}\\)`, 'g'))].map(
          ([use]) => `${file}: ${use}`,
        ),
      );
    });
    expect(strays).toEqual([]);
  });
});
