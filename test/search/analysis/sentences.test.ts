import { expect, it } from 'vitest';
import { sentences } from '../../../src/search/analysis/sentences.ts';

it.each([
  ['We gave vitamin D. We saw an effect.', ['We gave vitamin D.', 'We saw an effect.']],
  ['It was shown by J. Smith. The proof is short.', ['It was shown by J. Smith.', 'The proof is short.']],
  ['See Fig. 3 for this. It is clear.', ['See Fig. 3 for this.', 'It is clear.']],
  ['As in Li et al. 2020, we prune. It works.', ['As in Li et al. 2020, we prune.', 'It works.']],
  ['We follow Li et al. This helps.', ['We follow Li et al.', 'This helps.']],
  ['Methods, e.g. SGD, are slow. Is it so? Yes!', ['Methods, e.g. SGD, are slow.', 'Is it so?', 'Yes!']],
  ['Sample no. 7 is out. There is no.', ['Sample no. 7 is out.', 'There is no.']],
  ['It costs 3.5 ms. “Less” is more.', ['It costs 3.5 ms.', '“Less” is more.']],
  ['Es gilt z.B. Satz 3. Das ist neu.', ['Es gilt z.B. Satz 3.', 'Das ist neu.']],
  ['It is rare in CF. Patients grow up (cf. Table 2).', ['It is rare in CF.', 'Patients grow up (cf. Table 2).']],
  ['We test names, dates, etc. Results differ.', ['We test names, dates, etc.', 'Results differ.']],
  ['Il est identique à B. Les stimuli diffèrent.', ['Il est identique à B.', 'Les stimuli diffèrent.']],
  ['A model by J. A. Hoppe is solved.', ['A model by J. A. Hoppe is solved.']],
  ['All were tested. 13 infants were premature.', ['All were tested.', '13 infants were premature.']],
  ['我们研究噪声。结果很好。', ['我们研究噪声。', '结果很好。']],
])('%s', (text, expected) => {
  expect(sentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});
