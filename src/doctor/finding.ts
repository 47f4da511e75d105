/** What came of looking at one thing. `notice`: Offprint works, but somebody should know. */
export interface Finding {
  about: string;
  state: 'fine' | 'notice' | 'wrong';
  /** What was found and, unless it is fine, what to do. */
  text: string;
}

const MARKS: Record<Finding['state'], string> = { fine: 'ok   ', notice: 'note ', wrong: 'WRONG' };

/** One line a finding. */
export function findingLine({ about, state, text }: Finding): string {
  return `${MARKS[state]}  ${about.padEnd(13)}  ${text}\n`;
}
