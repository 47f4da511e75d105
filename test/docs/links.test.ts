import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGES = globSync(['*.md', 'docs/**/*.md', 'data/*.md', '.github/**/*.md']);
const RECORDS = globSync('docs/decisions/[0-9]*.md').sort();

/** The links and pictures of a page that stay within the repository, without those in code. */
function links(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/^```.*?^```$|`[^`\n]*`/gms, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
  return targets.filter(target => !/^[a-z]+:/.test(target));
}

/** Files and folders that a page names in code letters. `<name>` stands for any. */
function paths(page: string): string[] {
  const named = readFileSync(page, 'utf8').matchAll(/`((?:src|commands|test|docs)\/[^`\s]*)`/g);
  return [...named].map(([, path = '']) => path).filter(path => !/[<>]/.test(path));
}

/** As GitHub names the headings of a page. */
function anchors(page: string): string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the links of the documentation', () => {
  it.each(PAGES)('%s leads to files and headings that there are', page => {
    const broken = links(page).filter(target => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      return !existsSync(file) || (anchor !== undefined && !anchors(file).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
});

describe('the files that the documentation names', () => {
  // What was true of an earlier version stays as it was.
  const pages = PAGES.filter(page => !/CHANGELOG|decisions\//.test(page));
  it.each(pages)('%s names none that there is not', page => {
    expect(paths(page).filter(path => globSync(path).length === 0)).toEqual([]);
  });
});

describe('the records of decisions', () => {
  it('are numbered without gaps, in name and heading', () => {
    const numbers = RECORDS.map(file => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const headings = RECORDS.map(file => Number(/^# (\d+)\. /.exec(readFileSync(file, 'utf8'))?.[1]));
    expect(headings).toEqual(numbers);
  });

  it('are all in the index, by their titles', () => {
    const index = readFileSync('docs/decisions/README.md', 'utf8');
    const entries = RECORDS.map(file => {
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
      return `- [${number}](${file.slice('docs/decisions/'.length)}) ${title}\n`;
    });
    expect(entries.filter(entry => !index.includes(entry))).toEqual([]);
  });

  it('have a decision', () => {
    expect(RECORDS.filter(file => !readFileSync(file, 'utf8').includes('\n## Decision\n'))).toEqual([]);
  });
});
