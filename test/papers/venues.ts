/** Journals and conferences, as bibliographies, arXiv and Semantic Scholar name them. */
export const JOURNALS =
  `Machine Learning|IEEE Trans. Inf. Theory|Phys. Rev. D 76, 013009 (2007)|Journal of Machine Learning Research|J. Mach. Learn. Res.|JMLR|TMLR|Transactions on Machine Learning Research
Nature|Science|Nature Communications|Science Advances|Cell|PNAS|Proceedings of the National Academy of Sciences|Proc. Natl. Acad. Sci. USA|The Lancet|PLOS ONE|eLife|Physical Review Letters|Phys. Rev. Lett. 98 (2007) 123456
Physical Review D|Phys.Rev.D76:013009,2007|JHEP 0703:042,2007|JCAP 07 (2015) 012|Astrophys. J. 660, 1 (2007)|The Astrophysical Journal|Astron. Astrophys. 474, 653 (2007)|Astronomy & Astrophysics|Mon. Not. R. Astron. Soc. 380, 1 (2007)|MNRAS
Nucl. Phys. B 775, 1|Nuclear Physics B|Physics Letters B|Phys. Lett. B650:1|Eur. Phys. J. C 52|J. Phys. A: Math. Theor. 40 (2007) 1|New Journal of Physics|Classical and Quantum Gravity|Class.Quant.Grav.24:1|Rev. Mod. Phys. 79, 1
Europhysics Letters|Chaos, Solitons & Fractals|Appl. Phys. Lett. 90, 1|J. Chem. Phys. 126, 1|Soft Matter|Quantum|Annals of Physics|Commun. Math. Phys. 273|Communications in Mathematical Physics|Annals of Mathematics|Annales de l'Institut Fourier
Acta Mathematica|Inventiones Mathematicae|Invent. Math. 167|Duke Math. J. 136|Trans. Amer. Math. Soc. 359|Proc. Amer. Math. Soc. 135 (2007)|Proceedings of the American Mathematical Society|Proc. London Math. Soc.|Math. Ann. 338|Adv. Math. 212
Advances in Mathematics|Discrete Mathematics|Electronic Journal of Combinatorics|Combinatorica|SIAM Journal on Optimization|SIAM J. Comput.|Mathematical Programming|Numerische Mathematik|Bernoulli|Biometrika|Annals of Statistics|Ann. Stat. 35
Electron. J. Stat. 1|Journal of the American Statistical Association|Statistical Science|Technometrics|Neural Computation|Neural Networks|Neurocomputing|Artificial Intelligence|Artif. Intell. 171|Journal of Artificial Intelligence Research|JAIR
Pattern Recognition|Pattern Recognition Letters|International Journal of Computer Vision|IJCV|IEEE Transactions on Pattern Analysis and Machine Intelligence|IEEE TPAMI|TPAMI|IEEE TNNLS|IEEE Transactions on Image Processing|Medical Image Analysis
Computational Linguistics|Transactions of the Association for Computational Linguistics|TACL|Natural Language Engineering|Speech Communication|Computer Speech and Language|Communications of the ACM|Commun. ACM 50|Journal of the ACM|ACM Computing Surveys
Proceedings of the VLDB Endowment|Proc. VLDB Endow. 13|Proceedings of the IEEE|Proceedings of the ACM on Programming Languages|ACM Trans. Graph. 26|IEEE Access|IEEE Robotics and Automation Letters|Autonomous Robots|Automatica|Knowledge-Based Systems
Bioinformatics|Nucleic Acids Research|BMC Bioinformatics|Applied Intelligence|Information Retrieval Journal|Information Processing & Management|Journal of Documentation|Scientometrics|World Wide Web Journal|Data Mining and Knowledge Discovery`
    .split(/[|\n]/)
    .slice(0, 100);

export const CONFERENCES =
  `ICML 2020|ICLR|NeurIPS|NIPS|CVPR|CVPR 2016|CVPR'20|ICCV|ECCV|AAAI|IJCAI|EACL|SIGIR|IROS|ICRA|ICML Workshop|NeurIPS TRL Workshop|ACL|NAACL-HLT|EMNLP|EMNLP (Findings)|COLING|CoNLL|LREC|INTERSPEECH|Interspeech 2019|ICASSP|KDD|WSDM
CIKM|RecSys|ECIR|WWW|CHI|UIST|SIGMOD Conference|ICDE|VLDB|STOC|FOCS|SODA|COLT|AISTATS|UAI|CoRL|RSS|MICCAI|ISBI|OSDI|SOSP|NSDI|USENIX Security Symposium|CCS|NDSS|CRYPTO|EUROCRYPT|POPL|PLDI|OOPSLA|ICSE|FSE|LICS
International Conference on Machine Learning|Proceedings of the 37th International Conference on Machine Learning|Advances in Neural Information Processing Systems|Advances in Neural Information Processing Systems 33|Neural Information Processing Systems
Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition|Computer Vision and Pattern Recognition|2019 IEEE/CVF International Conference on Computer Vision (ICCV)|IEEE-EMBS International Conference on Biomedical and Health Informatics (BHI)
Proceedings of the AAAI Conference on Artificial Intelligence|Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics|Annual Meeting of the Association for Computational Linguistics|Findings of the Association for Computational Linguistics: ACL 2021
Conference on Empirical Methods in Natural Language Processing|Empirical Methods in Natural Language Processing|International Joint Conference on Artificial Intelligence|Knowledge Discovery and Data Mining|International Conference on Learning Representations
Proc. ICML 2007|Proc. 24th Int. Conf. Mach. Learn.|In Proc. of the 13th ACM SIGKDD|Uncertainty in Artificial Intelligence|Artificial Intelligence and Statistics|Symposium on Theory of Computing|ACM Symposium on Theory of Computing|IEEE Symposium on Foundations of Computer Science
Workshop on Statistical Machine Translation|Medical Image Computing and Computer-Assisted Intervention|Robotics: Science and Systems|The Web Conference|Eurocrypt 2019|Proceedings of the Annual Symposium on Examples|Lecture Notes in Computer Science 4000|PoS(LATTICE 2007), Proceedings of the XXV International Symposium on Lattice Field Theory
AIP Conf. Proc. 957|International Workshop on Semantic Evaluation|European Conference on Information Retrieval|Text Retrieval Conference`
    .split(/[|\n]/)
    .slice(0, 100);
