import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../src/search/query/limits.ts';
import { writeQuery } from '../../../src/search/query/parse.ts';

function read(query: string): { kept: string[]; leftOut: string[] } {
  const { clauses, leftOut } = readQuery(query);
  return { kept: clauses.map(clause => writeQuery([clause])), leftOut: leftOut.map(clause => writeQuery([clause])) };
}

function many(count: number, make: (i: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, i) => make(i)).join(between);
}

describe('the conditions of a query', () => {
  it('are all kept as long as they are not very many', () => {
    const query = many(8, i => `-"the model ${i}"`);
    expect(read(query)).toEqual({ kept: query.split(/ (?=-)/), leftOut: [] });
  });

  it('may fill all the room there is', () => {
    const one = (i: number) => `-"the model ${i}"`;
    const light = many(4, i => `-word${i}`);
    expect(read(`${many(7, one)} ${light}`).leftOut).toEqual([]);
    expect(read(`${many(8, one)} ${light}`).leftOut).toEqual([one(7)]);
    expect(read(`${many(7, one)} ${light} -more`).leftOut).toEqual([one(6)]);
  });

  it('count once, however often they are said', () => {
    expect(read(`-noise ${many(500, () => '-"the model the"')}`)).toEqual({
      kept: ['-noise', '-"the model the"'],
      leftOut: [],
    });
  });

  it('are left out when there are too many: the costly ones first, those behind before those in front', () => {
    const { kept, leftOut } = read(`${many(9, i => `-"the model ${i}"`)} -noise`);
    expect(kept).toEqual([...Array.from({ length: 7 }, (_, i) => `-"the model ${i}"`), '-noise']);
    expect(leftOut).toEqual(['-"the model 7"', '-"the model 8"']);
  });

  it('that are alternatives are cut to as many as there is room for', () => {
    const { kept, leftOut } = read(many(40, i => `word${i}`, ' OR '));
    expect(kept).toEqual([`(${many(32, i => `word${i}`, ' OR ')})`]);
    expect(leftOut).toEqual([`(${many(8, i => `word${32 + i}`, ' OR ')})`]);
    expect(read(`-(${many(40, i => `word${i}`, ' OR ')})`).kept).toEqual([`-(${many(32, i => `word${i}`, ' OR ')})`]);
  });

  it('weigh more the longer they are, most in scripts without spaces', () => {
    expect(read(`"${'very '.repeat(100)}long" noise`).leftOut).toEqual([]);
    expect(read(`"${'学'.repeat(2000)}" noise`)).toMatchObject({ kept: ['noise'] });
  });

  it('do not take room from plain words', () => {
    expect(readQuery(many(500, i => `word${i}`)).clauses).toHaveLength(500);
  });
});
