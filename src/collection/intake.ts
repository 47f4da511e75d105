import { inWords } from '../papers/errors.ts';
import { LONGEST } from '../papers/field-limits.ts';
import { mayJoin } from '../papers/merge.ts';
import { paperSchema } from '../papers/paper.ts';
import { type Incoming, prepare } from '../papers/prepare.ts';
import type { PaperRecord } from '../papers/record.ts';
import { inSlices } from '../platform/slices.ts';
import type { Papers, Upserted } from '../store/index.ts';

/**
 * What came of a batch; `ids` has the id of each record's paper, undefined for those that were refused or passed over.
 */
export interface TakenIn extends Upserted {
  /** Records that cannot be papers. */
  refused: { title: string; reason: string }[];
  /** Titles of records that have no abstract and name no paper of the collection. */
  withoutAbstract: string[];
  /** Titles of records whose paper was taken out by hand. */
  takenOut: string[];
}

/** Where sources put what they have found. */
export interface Intake {
  /**
   * Cleans the records and takes them into the collection, all or (on any error) none; a second time it changes
   * nothing. It never removes a paper, nor brings back one that was removed. Up to some 500 records at a time hold up
   * nobody else.
   */
  upsert(records: readonly PaperRecord[]): Promise<TakenIn>;
}

const incomingSchema = paperSchema.partial().extend({ title: paperSchema.shape.title });

export function intake(papers: Pick<Papers, 'upsert'>): Intake {
  return {
    async upsert(records) {
      const sound: { at: number; incoming: Incoming }[] = [];
      const refused: TakenIn['refused'] = [];
      await inSlices(records, (record, at) => {
        const incoming = prepare(record, new Map());
        const reason = objection(incoming);
        if (reason === undefined) sound.push({ at, incoming });
        else refused.push({ title: record.title.slice(0, 100), reason });
      });
      const { ids, ...upserted } = await papers.upsert(sound.map(({ incoming }) => incoming));
      const byPlace = new Map(sound.map(({ at }, i) => [at, ids[i]]));
      const passedOver = sound
        .map(({ incoming }) => incoming)
        .filter((one, i) => !one.onlyKnown && ids[i] === undefined);
      const titles = (some: Incoming[]) => some.map(({ title }) => title);
      return {
        ...upserted,
        refused,
        withoutAbstract: titles(passedOver.filter(one => !mayJoin(one))),
        takenOut: titles(passedOver.filter(mayJoin)),
        ids: records.map((_, at) => byPlace.get(at)),
      };
    },
  };
}

function objection({
  own: _,
  fills: __,
  withdrawn: ___,
  abstractOptional: ____,
  onlyKnown,
  ...fields
}: Incoming): string | undefined {
  // That a paper was withdrawn may be said of its arXiv id alone.
  if (onlyKnown && fields.title === '') return undefined;
  if (!/[\p{L}\p{N}]/u.test(fields.title)) return 'the title has no letter and no digit';
  if (fields.title.length > LONGEST.title) return `the title is longer than ${LONGEST.title} characters`;
  if ((fields.abstract ?? '').length > LONGEST.abstract)
    return `the abstract is longer than ${LONGEST.abstract} characters`;
  const read = incomingSchema.safeParse(fields);
  return read.success ? undefined : inWords(read.error);
}
