import { unitsIn } from './commands.ts';
import { argumentAt, operand, type TexContext } from './reading.ts';
import type { Writer } from './writer.ts';

/** Fractions, roots, and what stands above, below and around. */
export function readFormula(
  reading: TexContext,
  writer: Writer,
  name: string,
  next: number,
  to: number,
): number | undefined {
  const { list } = reading.tokens;
  const inFormula = { ...reading, mathematics: true };
  const two = () => {
    const first = argumentAt(inFormula, next, to);
    const second = argumentAt(inFormula, first.end, to);
    reading.count('TeX symbols');
    return { first: first.text, second: second.text, end: second.end };
  };
  if (/^[cdtn]?frac$|^sfrac$|^nicefrac$/.test(name)) {
    const { first, second, end } = two();
    writer.write(`${operand(first)}/${operand(second)}`);
    return end;
  }
  if (/^[dt]?binom$/.test(name)) {
    const { first, second, end } = two();
    writer.write(`(${first.trim()} choose ${second.trim()})`);
    return end;
  }
  if (/^(?:stackrel|overset|underset)$/.test(name)) {
    const { first, second, end } = two();
    writer.symbol(second.trim());
    if (first.trim() !== second.trim()) writer.script(name === 'underset' ? '_' : '^', first);
    return end;
  }
  if (name === 'sqrt') {
    const degree = list[next]?.kind === 'option' ? list[next]?.value.slice(1, -1) : undefined;
    const radicand = argumentAt(inFormula, degree === undefined ? next : next + 1, to);
    const sign =
      degree === '3' ? '∛' : degree === '4' ? '∜' : `${degree === undefined || degree === '2' ? '' : `(${degree})`}√`;
    reading.count('TeX symbols');
    writer.write(sign + operand(radicand.text));
    return radicand.end;
  }
  if (name === 'not') {
    const negated = argumentAt(inFormula, next, to);
    reading.count('TeX symbols');
    writer.symbol(`${negated.text.trim()}\u0338`.normalize('NFC'));
    return negated.end;
  }
  if (/^(?:SI|qty|num|si|unit|ang)$/.test(name) && list[next]?.kind === 'open') {
    const raw = (place: number) =>
      reading.tokens.text.slice((list[place]?.at ?? 0) + 1, list[reading.tokens.braces.get(place) ?? place]?.at);
    const end = reading.tokens.braces.get(next);
    const unit = end === undefined || !/^(?:SI|qty)$/.test(name) ? undefined : end + 1;
    if (end === undefined || end >= to) return undefined;
    const last = unit !== undefined && list[unit]?.kind === 'open' ? reading.tokens.braces.get(unit) : undefined;
    reading.count('TeX symbols');
    writer.write(
      [unitsIn(raw(next)), ...(unit !== undefined && last !== undefined ? [unitsIn(raw(unit))] : [])].join(' '),
    );
    return (last ?? end) + 1;
  }
  return undefined;
}
