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
  // Who was left out is nobody.
  ['A. Vale & B. Stone et al.', 'A. Vale | B. Stone'],
  ['A. Vale, B. Stone, et al', 'A. Vale | B. Stone'],
  ['Vale, Mira et al.', 'Mira Vale'],
  ['Mira Vale and 12 others', 'Mira Vale'],
  ['Mira Vale, Otto Stone, and 3 more authors', 'Mira Vale | Otto Stone'],
  // Organisations whose name has an "and" or a "&".
  ['Anderson & Sons', 'Anderson & Sons'],
  ['M. Vale, Hill and Company and O. Stone', 'M. Vale | Hill and Company | O. Stone'],
  ['Department of Health and Human Services', 'Department of Health and Human Services'],
  ['Mira Vale and the Institute for Rocks and Minerals', 'Mira Vale | the Institute for Rocks and Minerals'],
  ['Bill & Melinda Hill Foundation; M. Vale', 'Bill & Melinda Hill Foundation | M. Vale'],
  ['NORTH and SOUTH Collaborations', 'NORTH and SOUTH Collaborations'],
  // Affiliations and their marks.
  ['Mira Vale (1) Otto Stone (2)', 'Mira Vale | Otto Stone'],
  ['Mira Vale [1], Otto Stone [1,2]', 'Mira Vale | Otto Stone'],
  ['Mira Vale [University of X], Otto Stone [Institute of Y and Z]', 'Mira Vale | Otto Stone'],
  ['Mira Vale（X大学）, Otto Stone', 'Mira Vale | Otto Stone'],
  ['Mira Vale (University of X (North)) and Otto Stone', 'Mira Vale | Otto Stone'],
  ['Mira Vale$^{1,*}$, Otto Stone^2 and Ana Field¹,²', 'Mira Vale | Otto Stone | Ana Field'],
  ['Mira Vale1, Otto Stone1,2 and Ana Field†', 'Mira Vale | Otto Stone | Ana Field'],
  ['Mira Vale <mira@example.org>, Otto Stone (otto@example.org)', 'Mira Vale | Otto Stone'],
  ['Mira Vale (1), Otto Stone (2) ((1) University of X, (2) Institu', 'Mira Vale | Otto Stone'],
  ['A. Vale and others', 'A. Vale'],
  // What only looks like a separator.
  ['The Hill and Dale Consortium', 'The Hill and Dale Consortium'],
  ['William (Bill) Hill and Ana Anderson', 'William (Bill) Hill | Ana Anderson'],
  ['Leland Sandstone', 'Leland Sandstone'],
  ['Vale & Stone', 'Vale | Stone'],
  ['Mira Vale and Otto Sonstone', 'Mira Vale | Otto Sonstone'],
  ['Institute of Rocks and M. Vale', 'Institute of Rocks | M. Vale'],
  ['Vale and the NORTH Collaboration', 'Vale | the NORTH Collaboration'],
  ['Violet Alder, Bret Al', 'Violet Alder | Bret Al'],
  ['Anna-Lena O’Hill, Otto d’Other', 'Anna-Lena O’Hill | Otto d’Other'],
])('%s', (text, names) => expect(authorsIn(text).join(' | ')).toBe(names));

test('a colon that arXiv writes as an author is none', () => {
  const authors = ['Example Workshop', ' :', 'Mira Vale', 'The Group:'];
  expect(prepare({ title: 'A', own: false, authors }, new Map()).authors).toEqual([
    'Example Workshop',
    'Mira Vale',
    'The Group',
  ]);
});

test('“et al.” is no author, wherever a list of names comes from', () => {
  const authors = ['Mira Vale', 'Otto Stone et al.', 'et al.', 'and others'];
  expect(prepare({ title: 'A', own: false, authors }, new Map()).authors).toEqual(['Mira Vale', 'Otto Stone']);
});
