/** What an entry of a reference file says that may name a paper. */
export interface FileEntry {
  title?: string;
  /** Fields that may hold an arXiv id, a DOI or a link to either. */
  names: string[];
}

/** A piece of the file that cannot be read, and why not. */
export interface BrokenEntry {
  /** How it begins, at most some 200 characters. */
  excerpt: string;
  why: string;
}

export type FileContent =
  | { kind: 'entries'; entries: FileEntry[]; broken: BrokenEntry[] }
  | { kind: 'too-many'; count: number }
  | { kind: 'no-references' };
