/** Queries as people type them: words, a title's beginning, a question, an acronym, a misspelling, an id. */
export const QUERIES: readonly string[] = [
  'calibration',
  'federated learning',
  'taming sparsely activated',
  'how can labels be noisy',
  'MoE',
  'adversarial traning',
  '2110.04260',
  'sharpness aware minimization',
  'graph neural networks oversmoothing',
  'zero-shot',
  'mixture of experts machine translation',
  'lipschitz constant',
];
