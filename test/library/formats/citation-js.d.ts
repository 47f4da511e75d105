/** The part of Citation.js that is used; its packages of this version bring no types. */
declare module '@citation-js/core' {
  export const plugins: {
    input: {
      /** One step: the text's entries as they stand there. */
      data(text: string, type: string): unknown;
      /** All steps: CSL-JSON items. */
      chain(text: string, options: { forceType: string; generateGraph: false }): unknown[];
    };
  };
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
