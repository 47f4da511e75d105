import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { COMPILED } from '../compiled.ts';
import { OffprintProcess } from '../e2e/process.ts';

const README = readFileSync('README.md', 'utf8');

const BLOCKS = [...README.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  lines: text.split('\n').filter(line => line !== ''),
}));

/** What the README tells people to type into a shell: the lines of its blocks, and its commands within sentences. */
const COMMANDS = [
  ...BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines),
  ...[...README.replace(/^```.*?^```$/gms, '').matchAll(/`((?:npm|npx|node|echo|cp) [^`]+)`/g)].map(
    ([, text = '']) => text,
  ),
].map(line => line.replace(/\s+# .*$/, ''));

/** Those that are not run here, and why. The scripts that they name are looked for. */
const NOT_RUN: [command: RegExp, why: string][] = [
  [/^npm ci$/, 'it takes away the modules that the tests are running on; .ci/run begins with it'],
  [/^cp \.env\.example \.env$/, 'it would make this folder the bot of somebody'],
  [/^npm (test|run (test:\w+|check|lint|unused))$/, 'the tests within the tests; .ci/run has them all'],
  [
    /^npm run (bench(:[\w-]+)?|eval(:[\w-]+)?|attack(:\w+)?|chaos(:\w+)?|soak)$/,
    'they measure or attack for minutes; each has tests',
  ],
  [/^npm run pictures$/, 'it writes into docs/, and needs a browser'],
  [/^npm run (words|neighbours)\b/, 'they write into data/, from dictionaries and texts that do not come along'],
  [/^npm run worker$/, 'it serves beside a bot until it is ended: test/e2e has it'],
];
/** Run with the lines of the example. */
const START = 'npm start';

const folder = temporaryFolder();
const FILES = {
  'library.bib': folder.file('library.bib'),
  'all.jsonl': folder.file('all.jsonl'),
  '<file>': folder.file('backup.jsonl'),
};
const LIBRARY = `@article{one, title = {Quokkas at noon}, abstract = {They smile.}, eprint = {2110.04260}}
@article{two, title = {Quokkas at night}, abstract = {They sleep.}}
`;

/** What the answer to each command that is run holds. */
const ANSWERS: Record<string, RegExp> = {
  "echo '/search calibration' | npm -s start": /Results for “calibration”[\s\S]*\d+ papers?/,
  'npm -s run search -- calibration': /calibrat/i,
  'npm run import -- --dry-run library.bib': /A dry run: nothing was changed/,
  'npm run import -- library.bib': /Added 1, updated 1, unchanged 118, removed 0/,
  'npm run import -- --replace library.bib': /Added 0, updated 1, unchanged 1, removed 118/,
  'npm run import -- --remove 2110.04260': /removed 1\./,
  'npm run export -- all.jsonl': /holds the collection: \d+ papers/,
  'npm run sources': /source/i,
  'npm run register': /Discord has the commands of this version/,
  'npm run doctor': /^Nothing is wrong\.$/m,
  'npm run backup -- <file>': /holds the database: \d+ rows/,
  'npm run restore -- <file>': /\d+ rows/,
};

/** The example of a session, line by line, with what is shown after it. */
const SESSION: [line: string, answer: RegExp][] = [
  ['/search label noise', /Results for “label noise”[\s\S]*?^1\. [\s\S]*?page 1 of/m],
  ['next', /^6\. [\s\S]*?page 2 of/m],
  ['open 7', /Ids: arXiv [\s\S]*?\[Related\]/],
  ['press Related', /Papers like “/],
  ['/related paper: Personalized Federated Learning with Moreau Envelopes', /Papers like “Personalized Federated/],
];

let discord: Sandbox;
let env: Record<string, string>;
const inService = () => ({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
beforeAll(async () => {
  discord = await startSandbox();
  writeFileSync(FILES['library.bib'], LIBRARY);
  copyFileSync('data/papers.jsonl', folder.file('papers.jsonl'));
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  env = {
    ...{ PATH, HOME, TMPDIR, ...COMPILED },
    // Set, so that a .env of this folder does not set them.
    DISCORD_TOKEN: '',
    DATABASE_URL: '',
    DATABASE_PATH: folder.file('offprint.sqlite'),
    INDEX_PATH: folder.file('index'),
    COLLECTION_PATH: folder.file('papers.jsonl'),
  };
});
afterAll(async () => {
  await discord.close();
  folder.remove();
});

/** Run by a shell in the folder of the repository, as a reader would. */
function shell(
  command: string,
  more: Record<string, string> = {},
  input = '',
): Promise<{ status: number; out: string }> {
  return new Promise(done => {
    const child = execFile('sh', ['-c', command], { env: { ...env, ...more } }, (error, out, err) =>
      done({ status: typeof error?.code === 'number' ? error.code : 0, out: out + err }),
    );
    child.stdin?.end(input);
  });
}

describe('the commands of the README', () => {
  it('are those of this test, and of scripts and files that there are', () => {
    const known = (command: string) =>
      command === START || command in ANSWERS || NOT_RUN.some(([those]) => those.test(command));
    expect(COMMANDS.filter(command => !known(command))).toEqual([]);
    expect([START, ...Object.keys(ANSWERS)].filter(command => !COMMANDS.includes(command))).toEqual([]);
    expect(NOT_RUN.filter(([those]) => !COMMANDS.some(command => those.test(command)))).toEqual([]);
    const scripts = COMMANDS.flatMap(command => /npm (?:-s )?(?:run )?([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(scripts.filter(name => name !== 'ci' && !(name in packageJson.scripts))).toEqual([]);
    expect(existsSync('.env.example')).toBe(true);
  });

  it(`${START}, and each line of the example`, async () => {
    const lines = BLOCKS.find(({ language }) => language === '')?.lines ?? [];
    expect(SESSION.map(([line]) => line)).toEqual(lines);
    const { status, out } = await shell('npm -s start', {}, `${lines.join('\n')}\n`);
    expect(status).toBe(0);
    let rest = out;
    for (const [line, answer] of SESSION) {
      const found = answer.exec(rest);
      expect(found, `what follows ${line}:\n${rest}`).not.toBeNull();
      rest = rest.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
    }
    expect(out).not.toMatch(/There is no|cannot be pressed|not a command/);
  });

  it(`${START} with a token: the log shows the links that install it`, async () => {
    const bot = new OffprintProcess({ ...env, ...inService() });
    await bot.says('Invite Offprint to a server');
    await bot.says('Commands registered');
    bot.signal('SIGTERM');
    expect(await bot.ended()).toBe(0);
  });

  // In the README's order: what one writes the next reads, and that bot has made the database.
  it.each(Object.entries(ANSWERS))('%s', async (command, answer) => {
    const service = /doctor|register/.test(command) && inService();
    const intoNone = command.includes('restore') && { DATABASE_PATH: folder.file('restored.sqlite') };
    const line = Object.entries(FILES).reduce((text, [name, file]) => text.replaceAll(name, file), command);
    const { status, out } = await shell(line, { ...service, ...intoNone });
    expect(out).toMatch(answer);
    expect(status).toBe(0);
  });
});
