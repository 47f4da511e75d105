import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanAbstract, cleanLine } from '../../../src/papers/cleaning/clean.ts';
import type { Changes } from '../../../src/papers/cleaning/rule.ts';

function cleaned(text: string) {
  const changes: Changes = new Map();
  return { text: cleanLine(text, changes), rules: [...changes.keys()] };
}

/** For each rule: what it mends, and look-alikes that stay as they are. */
const RULES: Record<string, { mends: [written: string, read: string][]; stays: string[] }> = {
  'invisible characters': {
    mends: [
      ['zero\u200bwidth and soft\u00adhyphen', 'zerowidth and softhyphen'],
      ['a\u0000b\u001bc\u202ed', 'abcd'],
      ['eﬃcient ﬁne-tuning', 'efficient fine-tuning'],
      ['half \ud83d of an emoji', 'half of an emoji'],
    ],
    stays: ['👩‍💻 and 🇺🇸', 'می‌خواهم'],
  },
  'white space': {
    mends: [
      ['  two  spaces,\ta tab,\r\na line\u00a0and more ', 'two spaces, a tab, a line and more'],
      ['We look.\\n\\nRESULTS: it is.\\nWe see', 'We look. RESULTS: it is. We see'],
    ],
    stays: ['one space', 'split at \\n and \\t', 'C:\\new', 'print("a\\n")'],
  },
  'HTML entities': {
    mends: [
      ['R&amp;D &lt;b&gt; &quot;x&quot;', 'R&D <b> "x"'],
      ['&amp;lt; and &#39;a&#39; and &#x2013; and caf&eacute;', "< and 'a' and – and café"],
      ['devices x2013 prior works', 'devices – prior works'],
      ['&Eacute;tale G\\&ouml;del &Delta; &deg; &frac12; &raquo;', 'Étale Gödel Δ ° ½ »'],
      ['it x2014 as we don x2019 t know', 'it — as we don’t know'],
    ],
    stays: ['AT&T; R&D', 'code 0x2013', 'a 512 x2048 image', 'x2013', '&unknown; &#0;'],
  },
  'sentences without a space between': {
    mends: [['in the task.Code will follow', 'in the task. Code will follow']],
    stays: ['torch.Tensor and numpy.The', 'e.g.This', 'Node.js', 'v1.In'],
  },
  'citation keys': {
    mends: [
      ['the issue qi2023fine poses', 'the issue poses'],
      ['defenses huang2024vaccine,rosati2024representation have', 'defenses have'],
      ['attention~\\cite{vaswani2017attention} is', 'attention is'],
      ['attention \\citep[see][p.~3]{a,b}, and', 'attention, and'],
      ['networks [he2016deep; lecun-bengio1998gradient] are', 'networks are'],
      ['as shown in vaswani2017attention, it', 'as shown in Vaswani (2017), it'],
    ],
    stays: [
      'voc2007trainval and coco2017val',
      'imagenet2012',
      'in 2023fine',
      'semeval2016task4',
      'data/qi2023fine.csv',
      'Ubuntu2004server',
      'qi2023',
      'Vaswani (2017)',
    ],
  },
  'TeX spacing': {
    mends: [
      ['10\\,ms and a\\ b', '10 ms and a b'],
      ['a\\!b \\quad c', 'ab c'],
    ],
    stays: ['C:\\;temp', 'a backslash \\ alone'],
  },
  'TeX accents': {
    mends: [
      ['na\\"ively H\\"{o}lder {\\"u}ber', 'naïvely Hölder über'],
      ['Poincar\\\'e, Erd\\H{o}s, \\v{S}idak, na\\"{\\i}ve', 'Poincaré, Erdős, Šidak, naïve'],
      ['Stra{\\ss}e, \\o, \\L{}ukasz', 'Straße, ø, Łukasz'],
    ],
    stays: ['the "old" one', '5"x7"', "don't", 'C:\\"a"'],
  },
  'TeX fonts': {
    mends: [
      ['\\emph{for free} and \\textbf{bold \\textit{inner}}', 'for free and bold inner'],
      [
        '{S}urface of Co{NLL}, B{é}nou{é} and One-{{Dimensional Wires}}',
        'Surface of CoNLL, Bénoué and One-Dimensional Wires',
      ],
      ['Policy {&} Law, “x{”}', 'Policy & Law, “x”'],
      ['{\\sc LegendreTron} and {\\bf X}', 'LegendreTron and X'],
      ['order mathcal O(n) and \\mathcal{O}(n) and mathcal{O}(n)', 'order O(n) and O(n) and O(n)'],
      ['in \\mathbb{R} and mathbb R', 'in ℝ and ℝ'],
      ['{BERT} for text', 'BERT for text'],
    ],
    stays: ['{0,1}', 'the set {a, b}', 'emphasis', 'text{', 'f(x) = {x if x > 0}', 'mathcalc'],
  },
  'TeX math delimiters': {
    mends: [
      ['the $k$-means of $n=5$ points', 'the k-means of n=5 points'],
      ['$O(n)$ or \\(x\\)', 'O(n) or x'],
    ],
    stays: ['from $5 to $10', '$5-$10', '$HOME and $PATH', 'US$ 3'],
  },
  'TeX symbols': {
    mends: [
      ['\\alpha and \\ell_2 and 64\\times 64', 'α and ℓ₂ and 64×64'],
      ['\\sim25 and x \\leq y', '∼25 and x ≤ y'],
      ['\\frac{1}{2} of \\sqrt{n} and \\hat{y}', '1/2 of √n and ŷ'],
      ['O(n \\log n)', 'O(n log n)'],
    ],
    stays: ['C:\\times\\alpha', 'DOMAIN\\unknown', 'see /usr/times/alpha'],
  },
  'TeX symbols without backslash': {
    mends: [
      ['2-3times faster, 1.4times higher', '2–3× faster, 1.4× higher'],
      ['64times64', '64×64'],
      ['2mathord,000 examples', '2,000 examples'],
      ['a sim!!25% gain, only sim!! 3 % away', 'a ∼25% gain, only ∼3% away'],
      ['ell_1 and ell_2-norm', 'ℓ₁ and ℓ₂-norm'],
      ['f=hcirc g', 'f=h∘g'],
      ['O(sqrt K)', 'O(√K)'],
      ['(1pmvarepsilon) and varepsilon lambda Phi_k', '(1±ε) and ε λ Φₖ'],
      ['x leq y, where lambda is small', 'x ≤ y, where λ is small'],
      ['tilde O(n)', 'Õ(n)'],
    ],
    stays: [
      '3 times, sometimes, runtimes, The New York Times',
      'sim2real, sim 3 robots, simple',
      'beta_schedule, lambda_max, AWS Lambda, alpha-beta',
      'at 5 pm 3 people',
      'sqrt(x), the sqrt function',
      'l_0, L_2, l_0-norm',
      'np.infty, leq_sort',
      'a circle, circ',
    ],
  },
  'TeX sub- and superscripts': {
    mends: [
      ['F_{1}-norm', 'F₁-norm'],
      ['f^{*} and R^{C-1} and K^{2/3}', 'f* and R^(C-1) and K^(2/3)'],
      ['10^{-3} and x_{train} and a_{ij}', '10⁻³ and x_train and aᵢⱼ'],
    ],
    stays: ['snake_case', 'l_0', 'L_2^2', '10^6', 'pass@1', '{0,1}^n', '__init__'],
  },
  'TeX escapes': {
    mends: [['90\\% of R\\&D in snake\\_case', '90% of R&D in snake_case']],
    stays: ['90%', '100 % sure', 'C:\\%TEMP%'],
  },
  'TeX dashes': {
    mends: [
      ['ones~--~by and baseline -- R3GAN', 'ones – by and baseline – R3GAN'],
      ['regularization---a penalty', 'regularization—a penalty'],
      ['pages 10--20, Metropolis--Hastings', 'pages 10–20, Metropolis–Hastings'],
    ],
    stays: ['run --verbose', 'i-- and C--', 'a-b', '-----', '<!-- x -->'],
  },
  'TeX ties': {
    mends: [['Section~3 of Fig.~A', 'Section 3 of Fig. A']],
    stays: ['~3 years', '5~10', 'about ~141K', '~/papers/x'],
  },
  'TeX quotation marks': {
    mends: [["``easy'' and ``thinking longer''", '“easy” and “thinking longer”']],
    stays: ["don't, the students' work", 'the `code` here', "f''(x)"],
  },
};

describe.each(Object.entries(RULES))('%s', (rule, { mends, stays }) => {
  test.each(mends)('%j reads %j', (written, read) => {
    const { text, rules } = cleaned(written);
    expect(text).toBe(read);
    expect(rules).toContain(rule);
  });

  test.each(stays)('%j stays', text => {
    expect(cleaned(text)).toEqual({ text, rules: [] });
  });
});

test.each([
  'f-divergence',
  't-SNE',
  'C*-algebra',
  'pass@1',
  'GPT-4o',
  '28.53%',
  'k + 1',
  'REINFORCE++',
  '(0,1]',
  'O(log n)',
  'x < y > z',
  'a|b',
])('%s reads well as it is', text => {
  expect(cleaned(text)).toEqual({ text, rules: [] });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ..."\\ { } $ _ ^ ~ -- --- `` '' \" % & ; ( ) [ ] . , : / @ # 1 2 x K a".split(' '),
        ...'\\emph{ \\alpha \\ell ell_ times sim!! mathcal mathbb{R} {\\sc \\cite{ qi2023fine x2013 &amp; &lt; \\"o {\\i} sqrt varepsilon lambda Phi_ hcirc mathord'.split(
          ' ',
        ),
        ...'https:// https://github.com/a/b github. com .git{ {GitHub} (see available\u0020at Code: www.x.org/ \\href{ \\url{ </a> <a\u0020href='.split(
          ' ',
        ),
        ' ',
        ' ',
      ),
    },
  );
  const wild = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''));

  test('cleaning what is clean changes nothing', () => {
    fc.assert(
      fc.property(wild, written => {
        const line = cleaned(written).text;
        expect(cleaned(line)).toEqual({ text: line, rules: [] });
        const { text } = cleanAbstract(written, new Map());
        expect(cleanAbstract(text, new Map())).toEqual({ text, links: [] });
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    '$',
    '{',
    '}',
    '\\emph{',
    'a_{',
    '``',
    '~',
    ' ',
    '&amp;',
    'qi2023fine,',
    'a.',
    'https://a.b/',
    '/a',
    'a@',
    '`',
    '-',
    '\\"',
    '[',
    '(',
    'sim!',
    'lambda ',
    '1',
    'ell_',
    '<a ',
    'https : / / a . ',
  ])('%j over and over is cleaned in no time', piece => {
    // Quadratic time would be minutes here; the limit is the one of the test.
    expect(cleanAbstract(piece.repeat(60_000 / piece.length), new Map()).text).toBeDefined();
  });
});
