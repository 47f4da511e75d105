import { expect, test } from 'vitest';
import { authorsIn } from '../../src/papers/author-names.ts';
import { prepare } from '../../src/papers/prepare.ts';

test.each([
  ['M. Vale, O. Stone and A. Field', 'M. Vale | O. Stone | A. Field'],
  ['Mira Vale (1), Otto Stone (1 and 2) ((1) University of X, (2) Institute of Y)', 'Mira Vale | Otto Stone'],
  ['Vale, M.; Stone, O.; The Hill and Dale Consortium', 'M. Vale | O. Stone | The Hill and Dale Consortium'],
  ['Ann Other and Name, Some', 'Ann Other | Some Name'],
  ['Vale, Mira and van den Stone, Otto', 'Mira Vale | Otto van den Stone'],
  ['Vale, M., Stone, O.', 'M. Vale | O. Stone'],
  ['Vale, Mira', 'Mira Vale'],
  ['Mira Vale, Otto Stone, Jr., and Ana Field', 'Mira Vale | Otto Stone Jr. | Ana Field'],
  ['Mira Vale; Otto Stone; and Ana Field', 'Mira Vale | Otto Stone | Ana Field'],
  ['ATLAS Collaboration: A. Vale, B. Stone', 'ATLAS Collaboration | A. Vale | B. Stone'],
  ['J. Vale and the ATLAS Collaboration', 'J. Vale | the ATLAS Collaboration'],
  ['A. Vale & B. Stone et al.', 'A. Vale | B. Stone et al.'],
  ['A. Vale and others', 'A. Vale'],
  // What only looks like a separator.
  ['The Hill and Dale Consortium', 'The Hill and Dale Consortium'],
  ['William (Bill) Hill and Ana Anderson', 'William (Bill) Hill | Ana Anderson'],
  ['Leland Sandstone', 'Leland Sandstone'],
])('%s', (text, names) => expect(authorsIn(text).join(' | ')).toBe(names));

test('a colon that arXiv writes as an author is none', () => {
  const authors = ['Example Workshop', ' :', 'Mira Vale', 'The Group:'];
  expect(prepare({ title: 'A', own: false, authors }, new Map()).authors).toEqual([
    'Example Workshop',
    'Mira Vale',
    'The Group',
  ]);
});
