import { describe, expect, it } from 'vitest';
import { cleanAbstract } from '../../../src/papers/cleaning/clean.ts';

const read = (abstract: string) => cleanAbstract(abstract, new Map()).text;
const TEXT = 'Fires shape forests. We count birds (n = 12) in 40 stands.';

describe('whose an abstract is', () => {
  it.each([
    '(C) 2016 Elsevier B.V. All rights reserved.',
    '(C)2017 Elsevier Ltd.All rights reserved.',
    '(c) 2009 Elsevier B.V. All rights reserved.',
    'Copyright (c) 2021 The Author(s). Published by Elsevier Ltd. This is an open access article under the CC BY license.',
    'Crown Copyright (C) 2021 Published by Elsevier Ltd. All rights reserved.',
    'Copyright 2004 Wiley-Liss, Inc.',
    '© 2016 Elsevier Inc.',
    '© The Cooper Ornithological Society 2016.',
    '© Pierson et al.; Licensee Bentham Open.',
    '© 2019 The Wildlife Society. © 2019 The Wildlife Society',
    'Published by Elsevier Ltd.',
    'Published by Oxford University Press. All rights reserved.',
  ])('is left out behind the text: %s', notice => {
    expect(read(`${TEXT} ${notice}`)).toBe(TEXT);
  });

  it.each(['© 2016, Springer-Verlag Berlin Heidelberg.', '© 2019 Elsevier B.V.', '© 2020 IEEE. All rights reserved.'])(
    'is left out before the text: %s',
    notice => {
      expect(read(`${notice} ${TEXT}`)).toBe(TEXT);
    },
  );

  it.each([
    'We find (a) more birds. (b) Fewer trees. (c) 2010 data confirm it.',
    'Copyright law of 1976 is compared with that of 2001.',
    'Two terms: (c) stands for carbon. It is measured.',
    'The sign © is read in 2,000 notices.',
    'Published by people, read by machines: a study of 2010 papers.',
    'We study who owns data. Copyright is one answer, and contracts are another.',
  ])('stays where it is what the text is about: %s', text => {
    expect(read(text)).toBe(text);
  });

  it('is left out with the tags of PubMed', () => {
    const written =
      '<AbstractText Label="AIM" NlmCategory="OBJECTIVE">Counting birds.</AbstractText> <AbstractText Label="RESULT">There are 12.</AbstractText> <CopyrightInformation>© 2021 Sociedade de Pediatria. Published by Elsevier.</CopyrightInformation>';
    expect(read(written)).toBe('AIM: Counting birds. RESULT: There are 12.');
  });
});
