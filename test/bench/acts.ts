import type { Person } from '../../src/sandbox/driver/person.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';

/**
 * One interaction. `query`: what somebody types; `card`: a paper that is shown. Answers a new card, if it shows one.
 */
export type Act = (
  person: Person,
  where: { place: Place; query: string; card: ShownMessage | undefined },
) => Promise<ShownMessage | undefined>;

export const search: Act = async (person, { place, query }) => {
  await person.slash(place, 'search', { query });
  return undefined;
};

const randomPaper: Act = async (person, { place }) => (await person.slash(place, 'random')).message;

const press =
  (button: string): Act =>
  async (person, where) => {
    if (!where.card) return randomPaper(person, where);
    await person.press(where.card, button);
    return undefined;
  };

/** What people do in turn. */
export const MIXED: readonly Act[] = [
  randomPaper,
  search,
  press('Related'),
  async (person, { place, query }) => {
    await person.complete(place, 'paper', { paper: query }, 'paper');
    return undefined;
  },
  press('Save'),
  async (person, { place }) => {
    await person.slash(place, 'list', {}, 'show');
    return undefined;
  },
  press('Cite'),
  async (person, { place }) => {
    await person.slash(place, 'topics');
    return undefined;
  },
];
