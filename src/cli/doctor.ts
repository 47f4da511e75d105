/**
 * `npm run doctor`: looks at everything that Offprint needs, beside a running one, and says what to do. Changes
 * nothing.
 */
import { commandDefinitions } from '../../commands/index.ts';
import { ConfigError, readConfig } from '../app/config.ts';
import { examineAll, type Finding, findingLine } from '../doctor/index.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { passwordIn } from '../store/index.ts';
import { runScript } from './script.ts';

/** 0: nothing is wrong; 1: something is; 2: a setting is. */
type Status = 0 | 1 | 2;

const HELP = `Looks at everything that Offprint needs, and says what to do. Changes nothing; Offprint may run meanwhile.

  npm run doctor

Exit status: 0 if nothing is wrong, 1 if something is, 2 if a setting is.`;

await runScript({ help: HELP, options: {} }, main);

async function main(): Promise<Status> {
  const found: Finding[] = [];
  const say = (finding: Finding) => {
    found.push(finding);
    process.stdout.write(findingLine(finding));
  };
  try {
    const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
    if (token === undefined) return 2;
    const log = createLog({ level: config.logLevel ?? 'error', secrets: [token, passwordIn(config.databaseUrl)] });
    const options = { config: { ...config, token }, commands: commandDefinitions(), clock: systemClock, log };
    for await (const finding of examineAll(options)) say(finding);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const text of error.mistakes) say({ about: 'settings', state: 'wrong', text });
    return 2;
  }
  const wrong = found.filter(({ state }) => state === 'wrong').length;
  process.stdout.write(wrong === 0 ? '\nNothing is wrong.\n' : `\nTo be put right: ${wrong}.\n`);
  return wrong === 0 ? 0 : 1;
}
