import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIdentifiers } from '../../src/papers/identifiers.ts';

const named = (text: string) => findIdentifiers(text).map(({ kind, value }) => `${kind} ${value}`);

describe('arXiv ids', () => {
  test.each([
    '2110.04260',
    '2110.04260v2',
    '2110.04260V12',
    'arXiv:2110.04260',
    'arXiv: 2110.04260',
    'arxiv 2110.04260',
    'ARXIV:2110.04260v3 [cs.CL]',
    'arXiv2110.04260',
    '(2110.04260)',
    '[2110.04260]',
    '«2110.04260»',
    'https://arxiv.org/abs/2110.04260',
    'http://arxiv.org/abs/2110.04260v1',
    'arxiv.org/abs/2110.04260.',
    'www.arxiv.org/pdf/2110.04260',
    'https://arxiv.org/pdf/2110.04260v2.pdf',
    'https://export.arxiv.org/abs/2110.04260',
    'https://arxiv.org/html/2110.04260v2',
    'https://arxiv.org/ps/2110.04260',
    'https://arxiv.org/format/2110.04260',
    '<https://arxiv.org/abs/2110.04260>',
    '[a paper](https://arxiv.org/abs/2110.04260)',
    'https://arxiv.org/abs/2110.04260?utm_source=x&utm_medium=y#S1',
    'https://arxiv.org/abs/2110.04260#:~:text=experts',
    'https://l.example.com/?u=https%3A%2F%2Farxiv.org%2Fabs%2F2110.04260',
    'https://l.example.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2110.04260%3Fshare%3D1&h=x',
    'https://l.example.com/?u=https%3A%2F%2Farxiv.org%2Fabs%2F2110.04260%26h=x',
    '10.48550/arXiv.2110.04260',
    'https://doi.org/10.48550/arXiv.2110.04260',
    'https://doi.org/10.48550%2FarXiv.2110.04260',
    'doi:10.48550/ARXIV.2110.04260.',
    'https://www.alphaxiv.org/abs/2110.04260v2',
    'alphaxiv.org/overview/2110.04260',
    'https://huggingface.co/papers/2110.04260',
    'hf.co/papers/2110.04260',
    'https://ar5iv.labs.arxiv.org/html/2110.04260',
    'https://ar5iv.org/abs/2110.04260',
    'https://www.semanticscholar.org/arxiv/2110.04260',
    '2110.04260v2.pdf',
    'paper-2110.04260.pdf',
    'has anyone read 2110.04260, or its sequel?',
    '**2110.04260**',
    '２ 2110.04260',
  ])('%s', text => {
    expect(findIdentifiers(text)).toEqual([
      { kind: 'arxiv', value: '2110.04260', url: 'https://arxiv.org/abs/2110.04260' },
    ]);
  });

  test.each([
    ['0704.0001', '0704.0001'],
    ['1412.6980v9', '1412.6980'],
    ['1501.00001', '1501.00001'],
    ['math/0211159', 'math/0211159'],
    ['math.GT/0309136', 'math/0309136'],
    ['hep-th/9901001v1', 'hep-th/9901001'],
    ['arXiv:cond-mat.str-el/0703001', 'cond-mat/0703001'],
    ['https://arxiv.org/abs/math/0211159v3', 'math/0211159'],
    ['https://arxiv.org/pdf/hep-th/9901001.pdf', 'hep-th/9901001'],
    ['https://doi.org/10.48550/arXiv.math/0211159', 'math/0211159'],
    ['CS/0112017', 'cs/0112017'],
  ])('%s is %s', (text, value) => {
    expect(findIdentifiers(text)).toEqual([{ kind: 'arxiv', value, url: `https://arxiv.org/abs/${value}` }]);
  });

  test('several in one text come in its order, each once', () => {
    expect(named('2006.08848, then arXiv:2110.04260v1, hep-th/9901001 and https://arxiv.org/pdf/2006.08848v3')).toEqual(
      ['arxiv 2006.08848', 'arxiv 2110.04260', 'arxiv hep-th/9901001'],
    );
  });

  test.each([
    '2021',
    '0.98765',
    '1312.5',
    '1312.55',
    '1312.55555',
    '2023.10',
    '2023.10.15',
    '15.10.2023',
    '2013.12345',
    '2100.04260',
    '0703.0001',
    '0701.0001',
    '1412.00001',
    '1501.0001',
    '2110.00000',
    '2110.042601',
    '12110.04260',
    '2110.04260.1',
    'v1.2110.04260',
    '2110.04260%',
    '$2110.04260',
    '-2110.04260',
    '2110.04260e-3',
    'x2110.04260',
    '+49 1512.34567',
    '555-1512.34567',
    '192.168.2110.04260',
    'math/9913001',
    'maths/0211159',
    'math/0211000',
    'and/or',
    'cs/ai',
    'torch 2.1.0',
    '1-800-555-0199',
    'π ≈ 3.14159',
  ])('%s stays text', text => {
    expect(findIdentifiers(text)).toEqual([]);
  });
});

describe('DOIs', () => {
  test.each([
    '10.1145/3404835.3463098',
    'doi:10.1145/3404835.3463098',
    'DOI: 10.1145/3404835.3463098.',
    'https://doi.org/10.1145/3404835.3463098',
    'http://dx.doi.org/10.1145/3404835.3463098',
    '<https://doi.org/10.1145/3404835.3463098>',
    'https://doi.org/10.1145%2F3404835.3463098',
    'https://dl.acm.org/doi/pdf/10.1145/3404835.3463098?download=true',
    'https://dl.acm.org/doi/10.1145/3404835.3463098#abstract',
    '(see 10.1145/3404835.3463098), which',
    '[10.1145/3404835.3463098]',
    '“10.1145/3404835.3463098”',
    '**10.1145/3404835.3463098**',
    'https://example.org/10.1145/3404835.3463098.pdf',
    'https://example.org/articles/10.1145/3404835.3463098/full',
  ])('%s', text => {
    expect(findIdentifiers(text)).toEqual([
      { kind: 'doi', value: '10.1145/3404835.3463098', url: 'https://doi.org/10.1145/3404835.3463098' },
    ]);
  });

  test.each([
    ['10.1016/S0014-5793(01)03313-0', '10.1016/s0014-5793(01)03313-0'],
    ['(10.1016/0022-2836(81)90087-5)', '10.1016/0022-2836(81)90087-5'],
    ['10.1000/2110.04260', '10.1000/2110.04260'],
    ['10.48550/arXiv.nonsense', '10.48550/arxiv.nonsense'],
    ['10.1000/50%off', '10.1000/50%off'],
    ['10.5555/1234-5678(1963)020<0130:ROAP>2.0.CO;2', '10.5555/1234-5678(1963)020<0130:roap>2.0.co;2'],
    [
      'https://doi.org/10.5555/1234-5678(1963)020%3C0448:SOAS%3E2.0.CO%3B2.',
      '10.5555/1234-5678(1963)020<0448:soas>2.0.co;2',
    ],
    [
      '10.5555/(SICI)1097(19980815/30)17:15/16&lt;1661::AID-X968&gt;3.0.CO;2-2',
      '10.5555/(sici)1097(19980815/30)17:15/16<1661::aid-x968>3.0.co;2-2',
    ],
    ['10.5555/1234(1963)020{\\textless}0130:R{\\textgreater}2.0.CO;2', '10.5555/1234(1963)020<0130:r>2.0.co;2'],
    ['<10.5555/jme.2020.9>', '10.5555/jme.2020.9'],
    ['10.5555/jme.2020.9; and more', '10.5555/jme.2020.9'],
    ['<b>10.5555/jme.2020.9</b>', '10.5555/jme.2020.9'],
    ['https://www.biorxiv.org/content/10.1101/2099.01.02.123456v2', '10.1101/2099.01.02.123456'],
    ['https://www.biorxiv.org/content/10.1101/2099.01.02.123456v2.full.pdf', '10.1101/2099.01.02.123456'],
    ['https://www.medrxiv.org/content/10.1101/2099.01.02.12345678v1.full-text', '10.1101/2099.01.02.12345678'],
    ['https://www.biorxiv.org/content/10.1101/123456v1.abstract', '10.1101/123456'],
    ['https://iopscience.iop.org/article/10.5555/1742-0000/ab0000/meta', '10.5555/1742-0000/ab0000'],
    ['https://press.example.org/articles/10.5555/jme.2020.9/', '10.5555/jme.2020.9'],
    ['https://press.example.org/doi/10.5555/jme.2020.9/full/html?x=1', '10.5555/jme.2020.9'],
    ['https://l.example.com/?u=https%3A%2F%2Fdoi.org%2F10.5555%2Fjme.2020.9%3Fshare%3D1&h=x', '10.5555/jme.2020.9'],
    ['10.5555/model.v2', '10.5555/model.v2'],
    ['10.5555/metadata', '10.5555/metadata'],
  ])('%s is %s', (text, value) => {
    expect(named(text)).toEqual([`doi ${value}`]);
  });

  test.each(['10.5', '10.1000', '10.5/7', '110.1145/3404835', '10.10.2023/24', '1.10.1145/x', '10.1000/x'])(
    '%s stays text',
    text => {
      expect(findIdentifiers(text)).toEqual([]);
    },
  );
});

describe('ids of our own', () => {
  test.each(['0a1b2c3d4e', '0A1B2C3D4E', '`0a1b2c3d4e`', 'id:0a1b2c3d4e', 'look at 0a1b2c3d4e.'])('%s', text => {
    expect(findIdentifiers(text)).toEqual([{ kind: 'id', value: '0a1b2c3d4e' }]);
  });

  test.each(['0a1b2c3d4', '0a1b2c3d4e5', 'x0a1b2c3d4e', '0a1b2c3d4e-5f', 'a/0a1b2c3d4e', '+0123456789', '0a1b2c3d4g'])(
    '%s stays text',
    text => {
      expect(findIdentifiers(text)).toEqual([]);
    },
  );
});

describe('any text', () => {
  test('is read without an exception, and what is found has the form of its kind', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('10.1000/', 'arXiv:', '2110.', '04260', 'math/', '0211159', '%2f', '%', '(', ')', '.', '/', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        for (const { kind, value } of findIdentifiers(pieces.join(''))) {
          if (kind === 'doi') expect(value).toMatch(/^10\.[\d.]+\/\S{3,}$/);
          else expect(named(value)).toEqual([`${kind} ${value}`]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '10.1000/',
    '10.1000/)',
    '10.',
    '1111.',
    '2110.0426',
    'arxiv.',
    'math.',
    '0a1b2c3d4e',
    '((((',
    '%2f',
    '\ud800',
    '10.1000/.',
  ])('as long as it may be: %j over and over', piece => {
    const text = piece.repeat(100_000 / piece.length);
    // Quadratic time would be minutes here; the limit is the one of the test.
    expect(findIdentifiers(text).length).toBeLessThan(text.length);
  });
});

test('addresses as people paste them, from a file', () => {
  const lines = readFileSync(new URL('references/fixtures/10-doi-in-addresses.txt', import.meta.url), 'utf8').trim();
  expect(lines.split('\n').map(line => findIdentifiers(line).map(({ value }) => value))).toEqual([
    ['10.1101/2099.01.02.123456'],
    ['10.1101/2099.01.02.123456'],
    ['10.1101/2099.01.02.12345678'],
    ['10.5555/1742-0000/ab0000'],
    ['10.5555/jme.2020.9'],
    ['2110.04260'],
  ]);
});
