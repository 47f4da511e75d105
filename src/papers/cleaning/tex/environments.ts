import { entryOf } from '../../../platform/entry-of.ts';
import { nameAt } from './pairs.ts';
import { groupAt, isDeepest, type TexContext } from './reading.ts';
import type { Writer } from './writer.ts';

const MATHEMATICS =
  /^(?:math|displaymath|d?(?:math|group|series)|equation|align|alignat|flalign|eqnarray|gather|multline|aligned|alignedat|split|gathered|subequations|empheq)\*?$/;
/** What stands around the cells. */
const TABLES: Record<string, readonly [before: string, after: string]> = {
  matrix: ['', ''],
  pmatrix: ['(', ')'],
  bmatrix: ['[', ']'],
  Bmatrix: ['{', '}'],
  vmatrix: ['|', '|'],
  Vmatrix: ['‖', '‖'],
  smallmatrix: ['', ''],
  psmallmatrix: ['(', ')'],
  cases: ['{', '}'],
  array: ['', ''],
  tabular: ['', ''],
};
const WITH_ARGUMENT = /^(?:array|tabular|alignat|alignedat|minipage|multicols|thebibliography)\*?$/;

/** An environment and where it ends; undefined for any other command. */
export function readEnvironment(reading: TexContext, writer: Writer, place: number, to: number): number | undefined {
  const { list } = reading.tokens;
  const command = list[place]?.value;
  if (command !== 'begin' && command !== 'end') return undefined;
  const name = nameAt(list, place);
  if (name === '') return undefined;
  reading.count('TeX environments');
  const inside = place + 4;
  const end = command === 'begin' ? reading.pairs.get(place) : undefined;
  // One half of an environment leaves what stands in it.
  if (end === undefined || end >= to || isDeepest(reading)) return inside;
  const start = WITH_ARGUMENT.test(name) ? (groupAt(reading, inside, end)?.end ?? inside) : inside;
  const table = entryOf(TABLES, name);
  const mathematics = reading.mathematics || MATHEMATICS.test(name) || (table !== undefined && name !== 'tabular');
  const content = reading.read(
    { ...reading, mathematics, cells: table !== undefined, depth: reading.depth + 1 },
    start,
    end,
  );
  if (table) writer.write(table[0] + rows(content) + table[1]);
  else writer.write(reading.mathematics ? content : ` ${content.trim()} `);
  return end + 4;
}

function rows(content: string): string {
  return content
    .replace(/\s*([,;])\s*/g, '$1 ')
    .replace(/(?:[,;] )*; $|^[,;] /g, '')
    .trim();
}
