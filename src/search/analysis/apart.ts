/**
 * Words that Porter's stemmer takes for others, and terms of their own for them: `universe` is not `universal`, `news`
 * is not `new`. Found by reading the stems that most words of scientific abstracts share.
 */
const LISTED = `
universe: universe universes
universiti: university universities
relativ: relative relatives relatively
relativiti: relativity relativistic
generat: generate generates generated generating generation generations generative generator generators
generic: generic generically
generou: generous
organiz: organize organizes organized organizing organization organizations organizational organizer
organism: organism organisms
important: important importance importantly
communiti: community communities
animal: animal animals
authoriti: authority authorities
authoriz: authorize authorizes authorized authorization
executiv: executive executives
experiment: experiment experiments experimental experimentally experimentation experimented experimenting
several: several
position: position positions positioned positioning positional
objectiv: objective objectives objectively
respectiv: respective respectively
additional: additional additionally
formation: formation formations
critical: critical critically criticality
mechanism: mechanism mechanisms mechanistic
numerou: numerous
department: department departments
apartment: apartment apartments
rational: rational rationally rationality
physician: physician physicians
fundament: fundamental fundamentals fundamentally
international: international internationally
interesting: interesting interestingly
policeman: police policeman
severe: severe severely severity
probation: probation
marine: marine
marinad: marinade
secretari: secretary secretaries
wander: wander
army: army armies
hospit: hospitable hospitality
generaliz: generalize generalizes generalized generalizing generalization generalizations generalizer generalizable generalizability
organic: organic organically
communicat: communicate communicates communicated communicating communication communications communicative communicator communicators
commune: commune communes
opera: opera operas operatic
informal: informal informally informality
meaning: meaning meanings meaningful meaningfully
paste: paste pastes pasted`;

/** By word. */
export const APART: ReadonlyMap<string, string> = new Map(
  LISTED.trim()
    .split('\n')
    .flatMap(line => {
      const [term = '', words = ''] = line.split(': ');
      return words.split(' ').map((word): [string, string] => [word, term]);
    }),
);
