import { ESCAPED_SYMBOLS, GREEK, PLAIN_SYMBOLS } from '../symbols.ts';
import { cyrillic } from './cyrillic.ts';
import { wordPairs } from './word-pairs.ts';

/** Command and character, by turns: TeX's and AMS's symbols, then what journals' and authors' own macros often mean. */
const MORE = `
hbar ℏ hslash ℏ infin ∞ imath ı jmath ȷ wp ℘ aleph ℵ beth ℶ eth ð digamma ϝ varkappa ϰ varpi ϖ varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ
varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω omicron ο Alpha Α Beta Β upmu μ upalpha α upbeta β upgamma γ uppi π upsigma σ mho ℧ Bbbk 𝕜 complement ∁ nexists ∄ varnothing ∅
angle ∠ measuredangle ∡ sphericalangle ∢ triangle △ triangledown ▽ Box □ square □ blacksquare ■ Diamond ◇ diamond ⋄ lozenge ◊ bigstar ★ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ surd √
leqq ≦ geqq ≧ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ lessgtr ≶ gtrless ≷ lessapprox ⪅ gtrapprox ⪆ eqsim ≂ approxeq ≊ thickapprox ≈ thicksim ∼ backsim ∽ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ eqqcolon ≕ coloneq ≔ defeq ≝
bumpeq ≏ Bumpeq ≎ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ nprec ⊀ nsucc ⊁ ncong ≇ nsim ≁ subsetneq ⊊ supsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ nsubseteq ⊈ nsupseteq ⊉ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐
sqsubseteq ⊑ sqsupseteq ⊒ owns ∋ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ nvdash ⊬ nvDash ⊭ parallel ∥ nparallel ∦ nmid ∤ shortmid ∣ shortparallel ∥ bowtie ⋈ Join ⋈ frown ⌢ smile ⌣ between ≬ pitchfork ⋔ vartriangleleft ⊲ vartriangleright ⊳
trianglelefteq ⊴ trianglerighteq ⊵ unlhd ⊴ unrhd ⊵ lhd ⊲ rhd ⊳ ltimes ⋉ rtimes ⋊ ominus ⊖ oslash ⊘ amalg ⨿ uplus ⊎ sqcap ⊓ sqcup ⊔ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ wr ≀ smallsetminus ∖ dotplus ∔ boxplus ⊞ boxminus ⊟
boxtimes ⊠ boxdot ⊡ circledast ⊛ circledcirc ⊚ divideontimes ⋇ Cap ⋒ Cup ⋓ barwedge ⊼ veebar ⊻ curlywedge ⋏ curlyvee ⋎ intercal ⊺ coprod ∐ iint ∬ iiint ∭ oint ∮ oiint ∯ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀
longrightarrow → longleftarrow ← longleftrightarrow ↔ Longrightarrow ⇒ Longleftarrow ⇐ Longleftrightarrow ⇔ longmapsto ↦ Uparrow ⇑ Downarrow ⇓ updownarrow ↕ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩
rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄ leftrightarrows ⇆ rightrightarrows ⇉ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ rightsquigarrow ⇝ leadsto ⇝ multimap ⊸
circlearrowleft ↺ circlearrowright ↻ curvearrowright ↷ upharpoonright ↾ restriction ↾ dashrightarrow ⇢ impliedby ⇐ nrightarrow ↛ nRightarrow ⇏ xrightarrow → xleftarrow ← xmapsto ↦ therefore ∴ because ∵ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ dotsm ⋯ dotso …
lVert ‖ rVert ‖ lvert | rvert | llbracket ⟦ rrbracket ⟧ lbrack [ rbrack ] lbrace { rbrace } lgroup ( rgroup ) ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟ colon : ddag ‡ ddagger ‡ dag † P ¶ pounds £ euro € yen ¥ textregistered ® texttrademark ™ textcopyright ©
textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl " textquotesingle ' guillemotleft « guillemotright » textless < textgreater > textbar | textunderscore _ textasteriskcentered * textbullet • textellipsis … textasciicircum ^ textperiodcentered · textdagger †
textdaggerdbl ‡ textsection § textmu μ textohm Ω textcelsius °C textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ² textdiv ÷ textminus − texteuro € textsterling £ textordfeminine ª textordmasculine º textquestiondown ¿ textexclamdown ¡ textdollar $
textalpha α textbeta β textgamma γ textdelta δ textepsilon ε textlambda λ textpi π textrho ρ textsigma σ texttau τ textphi φ textchi χ textpsi ψ textomega ω textDelta Δ textOmega Ω textrightarrow → textleftarrow ← degree ° degC °C celsius °C ohm Ω micron μm
arcmin ′ arcsec ″ farcs ″ farcm ′ farcd ° fdg ° degr ° sun ☉ Sun ☉ earth ⊕ Earth ⊕ odotsun ☉ lsim ≲ gsim ≳ lesim ≲ simlt ≲ simgt ≳ la ≲ ga ≳ ra → mum μm msun M_⊙ Msun M_⊙ msol M_⊙ Msol M_⊙ Lsun L_⊙ lsun L_⊙ Rsun R_⊙ rsun R_⊙ Zsun Z_⊙ kms km/s kmps km/s
HI HI HII HII eps ε veps ε vare ε bR ℝ RR ℝ NN ℕ ZZ ℤ QQ ℚ CC ℂ PP ℙ EE 𝔼 reals ℝ Reals ℝ R ℝ N ℕ Z ℤ Q ℚ C ℂ E 𝔼 eg e.g. ie i.e. etal et\u00a0al. etc etc. vs vs. cf cf. aka a.k.a. wrt w.r.t. iid i.i.d. LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX
qed ∎ blacktriangle ▲ xmark ✗ cmark ✓ Letter ✉ male ♂ female ♀ textmale ♂ dashleftarrow ⇠ lt < gt > lnot ¬ hearts ♡ bigcirc ◯ thinspace \u00a0 enspace \u00a0 nobreakspace \u00a0 textvisiblespace \u00a0 slash / textslash / textpertenthousand ‱ permil ‰ textperthousand ‰ perthousand ‰
guilsinglleft ‹ guilsinglright › quotesinglbase ‚ quotedblbase „ textasciidieresis ¨ textasciimacron ¯ textasciiacute ´ textasciigrave ˋ textasciicaron ˇ textasciibreve ˘ textacutedbl ˝ texttildelow ˜ textlnot ¬ textsurd √ textmho ℧
textTstroke Ŧ texttstroke ŧ textesh ʃ texttheta θ textTheta Θ textvartheta ϑ textflorin ƒ textnumero № textinterrobang ‽ textinterrobangdown ⸘ textdoublepipe ‖ textbardbl ‖ texthorizontalbar ― textfractionsolidus ⁄ textopenbullet ◦ textlangle 〈 textrangle 〉
textservicemark ℠ textreferencemark ※ textestimated ℮ textdownarrow ↓ textuparrow ↑ textcircledP ℗ textbigcircle ◯ copyright © venus ♀ backepsilon ϶ therefore ∴
`;

const SYMBOLS = new Map<string, string>([
  ...Object.entries(GREEK),
  ...Object.entries(PLAIN_SYMBOLS),
  ...Object.entries(ESCAPED_SYMBOLS),
  ...wordPairs(MORE),
]);

/** Names of sets that are also letters or signs in prose; read as sets in mathematics alone. */
const SETS = /^[RNZQCE]$/;
const SPACE = /\u00a0/g;

/** What a command without arguments is read as. */
export function symbolOf(command: string, inMathematics: boolean): string | undefined {
  if (!inMathematics && SETS.test(command)) return undefined;
  return SYMBOLS.get(command)?.replace(SPACE, ' ') ?? cyrillic(command);
}

/** Signs that stand between two things, and have as much space after them as before. */
export function isBetween(symbol: string): boolean {
  return /^[=<>\u2190-\u21ff\u2208-\u220d\u221d\u2223-\u2226\u2227-\u222a\u223c-\u22a3\u22a6-\u22bf\u22c8-\u22d4\u2a85-\u2ab0\u2a2f×±∓·∘÷∖⊸]$/u.test(
    symbol,
  );
}
