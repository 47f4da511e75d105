/**
 * The files of an index are not what they should be: cut off, changed, of another version. The index is built again
 * from the collection.
 */
export class BrokenIndexError extends Error {
  override name = 'BrokenIndexError';
  /** Which one, where only that is known to be broken. */
  readonly file: string | undefined;

  constructor(message: string, { file, ...options }: ErrorOptions & { file?: string } = {}) {
    super(message, options);
    this.file = file;
  }
}

export function isBroken(error: unknown): error is Error & { file?: string } {
  // Errors of the writing thread come without their class.
  return error instanceof BrokenIndexError || (error instanceof Error && error.name === BrokenIndexError.name);
}
