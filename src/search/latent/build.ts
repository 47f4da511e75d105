import { inSlices } from '../../platform/slices.ts';
import type { ForwardIndex, PaperTerms } from '../forward.ts';
import { factorise } from './factorise.ts';
import { TermMatrixBuilder, termUses } from './matrix.ts';
import { Projection } from './projection.ts';
import { RowStore } from './rows.ts';
import { LatentSpace } from './space.ts';

/**
 * The latent space of a collection, most of it made in a thread of its own; the collection may change meanwhile.
 * @throws {Error} the worker's, when it fails.
 */
export async function buildLatentSpace(forward: ForwardIndex): Promise<LatentSpace> {
  const builder = new TermMatrixBuilder(forward);
  const rowOf = new Map<PaperTerms, number>();
  await inSlices([...forward.papers], paper => {
    // The numbers in one that went meanwhile may be those of other terms by now.
    if (paper.gone) return;
    rowOf.set(paper, rowOf.size);
    builder.add(paper);
  });
  const { matrix, columnOf } = builder.done();
  const factors = await factorise(matrix);
  const projection = new Projection(forward, columnOf, factors);
  const rows = new RowStore(factors.rows, factors.rank);
  const came = forward.papers.filter(paper => !rowOf.has(paper));
  await inSlices(came, paper => {
    if (!paper.gone) rowOf.set(paper, rows.add(projection.of(termUses(forward, paper))));
  });
  return new LatentSpace(forward, { projection, rows, rowOf });
}
