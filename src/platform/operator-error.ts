/**
 * An error whose message tells whoever operates the bot what happened, what it means and what to do. Shown without a
 * stack.
 */
export class OperatorError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
  }
}
