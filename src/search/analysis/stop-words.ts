/**
 * English words that carry grammar and not a subject. Without them a query is shorter and a long abstract is not found
 * for its `of`s. Single letters but `a`, `i`, `s`, `t` are not here: they name things (`k-means`, `vitamin D`).
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above after again against all also although am among an and another any anybody anyone anything are aren arent as at ' +
    'be became because become becomes been before being below between both but by can cannot cant could couldnt did didnt do does doesnt ' +
    'doing done dont down during each either else etc ever every everyone everything few for from further had hadnt has hasnt have havent having he ' +
    'hence her here hers herself him himself his how however i id if ill im in into is isnt it its itself ive just lets ' +
    'may me might mine more most much must my myself neither no nor not now of off on once one only onto or other others our ours ' +
    'ourselves out over own per quite rather really s same shall she should shouldnt since so some somebody someone something such t than that thats ' +
    'the their theirs them themselves then thence there thereby therefore theres these they theyre theyve this those though through ' +
    'thus to too toward towards under until unto up upon us very via was wasnt we were werent what whats whatever when ' +
    'whence where whereas whereby wherein whether which while who whoever whom whose why will with within without wont would wouldnt yet ' +
    'you youd youll your youre yours yourself yourselves youve'
  ).split(' '),
);
