const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ι: 'iota',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    ο: 'omicron',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    ς: 'sigma',
    τ: 'tau',
    υ: 'upsilon',
    φ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
  }),
);
const LETTERS = /[α-ω]/g;
/** A letter alone, with an index at most, or among Latin ones: a symbol, and no Greek word. */
const SYMBOL = /^[α-ω]\d*$|[a-z]/;

/** A folded word with the names of the Greek letters that are symbols in it: `β` is `beta`, `θ1` is `theta1`. */
export function named(word: string): string {
  if (word.search(LETTERS) < 0 || !SYMBOL.test(word)) return word;
  return word.replace(LETTERS, letter => NAMES.get(letter) ?? letter);
}
