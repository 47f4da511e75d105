import { within } from '../platform/within.ts';

/** Why a part cannot do its work now, for the operator; undefined: it can. */
export type Check = () => string | undefined | Promise<string | undefined>;

/** A part that says nothing for so long is not ready. In ms. */
const ANSWER_MS = 2_000;

export interface Readiness {
  /** Each part with the reason why it is not ready; undefined: it is. */
  parts: Record<string, string | undefined>;
  isReady: boolean;
}

/** What a part throws goes to `onFailure` alone: the text is not ours, and anybody may read the page. */
export type OnFailure = (part: string, error: unknown) => void;

/** Asks all parts at once. */
export async function askReadiness(checks: Readonly<Record<string, Check>>, onFailure: OnFailure): Promise<Readiness> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([part, check]) => [part, await reasonOf(part, check, onFailure)] as const),
  );
  return { parts: Object.fromEntries(answers), isReady: answers.every(([, reason]) => reason === undefined) };
}

async function reasonOf(part: string, check: Check, onFailure: OnFailure): Promise<string | undefined> {
  try {
    return await within(ANSWER_MS, Promise.resolve(check()));
  } catch (error) {
    onFailure(part, error);
    return 'it does not answer as it should; the log says why';
  }
}

/** One line a part: `database: ready`. */
export function readinessText({ parts }: Readiness): string {
  return Object.entries(parts)
    .map(([part, reason]) => `${part}: ${reason ?? 'ready'}\n`)
    .join('');
}
