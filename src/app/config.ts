import { z } from 'zod';
import { httpUrl } from '../interactions/markdown.ts';
import type { HttpPlace } from '../monitoring/index.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Addresses } from '../sources/index.ts';

/** A setting that is empty in `.env` counts as not set. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(value => (value === '' ? undefined : value), schema);

/** Where a service is, without a slash at the end. */
const address = (usual: string) =>
  optional(
    z
      .url({ protocol: /^https?$/, error: `must be an http or https address, such as ${usual}` })
      .transform(url => url.replace(/\/+$/, ''))
      .default(usual),
  );

/** Whether every `%` begins the code of a character, as in `%40` for `@`. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

/** More than any bot needs: each is for up to 2,500 servers. */
const MOST_SHARDS = 1_000;

/** `0-3,7` → 0, 1, 2, 3, 7; nothing where a range ends before it begins. */
function numbersIn(text: string): number[] {
  const ranges = text.split(',').map(part => part.split('-').map(Number));
  if (ranges.some(([from = 0, to = from]) => to < from)) return [];
  const ids = ranges.flatMap(([from = 0, to = from]) =>
    Array.from({ length: to - from + 1 }, (_, step) => from + step),
  );
  return [...new Set(ids)].sort((one, other) => one - other);
}

function shardCount() {
  const error = `must be a number of shards, 1 to ${MOST_SHARDS}`;
  return z.coerce.number({ error }).int(error).min(1, error).max(MOST_SHARDS, error);
}

function port() {
  const error = 'must be a port number, 0 to 65535';
  return z.coerce.number({ error }).int(error).min(0, error).max(65_535, error);
}

const schema = z.object({
  DISCORD_TOKEN: optional(
    z
      .string()
      .regex(/^[\w.-]+$/, 'must be the bot token alone: no spaces, no quotes, no "Bot " before it')
      .optional(),
  ),
  DISCORD_GUILD_ID: optional(
    z
      .string()
      .regex(/^\d{1,20}$/, 'must be the id of a server: digits only')
      .optional(),
  ),
  DISCORD_API_URL: optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an http or https address, such as https://discord.com/api' })
      .transform(url => url.replace(/\/+$/, '').replace(/\/v\d+$/, ''))
      .default('https://discord.com/api'),
  ),
  COLLECTION_PATH: optional(z.string().default('data/papers.jsonl')),
  INDEX: optional(z.enum(['memory', 'disk'], { error: 'must be memory or disk, or empty' }).optional()),
  INDEX_PATH: optional(z.string().default('data/index')),
  TOPICS_PATH: optional(z.string().optional()),
  DATABASE_PATH: optional(z.string().default('data/offprint.sqlite')),
  DATABASE_URL: optional(
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'must be an address such as postgres://user:password@host:5432/database',
      })
      .refine(isDecodable, { error: 'has a % that stands for no character: write %25 for a percent sign' })
      .optional(),
  ),
  DAILY_CATCH_UP_HOURS: optional(
    z.coerce
      .number({ error: 'must be a number of hours, 0 to 168' })
      .min(0, 'must be a number of hours, 0 to 168')
      .max(168, 'must be a number of hours, 0 to 168')
      .default(6),
  ),
  MAX_SUBSCRIPTIONS_PER_GUILD: optional(
    z.coerce
      .number({ error: 'must be a whole number, 1 to 1000' })
      .int('must be a whole number, 1 to 1000')
      .min(1, 'must be a whole number, 1 to 1000')
      .max(1000, 'must be a whole number, 1 to 1000')
      .default(25),
  ),
  SOURCES_PATH: optional(z.string().optional()),
  SOURCES_CONTACT: optional(
    z
      .string()
      .refine(contact => z.email().safeParse(contact).success || httpUrl(contact) !== undefined, {
        error: 'must be an e-mail address or a web page at which you can be reached',
      })
      // A header takes no letters beyond ASCII.
      .transform(contact => httpUrl(contact) ?? contact)
      .optional(),
  ),
  ARXIV_QUERY_URL: address('https://export.arxiv.org/api/query'),
  ARXIV_FEED_URL: address('https://rss.arxiv.org/rss'),
  ARXIV_OAI_URL: address('https://oaipmh.arxiv.org/oai'),
  HUGGING_FACE_URL: address('https://huggingface.co/api/daily_papers'),
  SHARD_COUNT: optional(shardCount().optional()),
  SHARDS: optional(
    z
      .union([z.literal('auto'), shardCount()], {
        error: `must be auto, or a number of shards, 1 to ${MOST_SHARDS}`,
      })
      .optional(),
  ),
  SHARD_IDS: optional(
    z
      .string()
      .regex(
        /^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*$/,
        'must be numbers and ranges of shards, such as 0-3 or 0,2,5',
      )
      .transform(numbersIn)
      .refine(ids => ids.length > 0, 'must not have a range that ends before it begins')
      .optional(),
  ),
  LOG_LEVEL: optional(
    z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
        error: 'must be one of trace, debug, info, warn, error, silent',
      })
      .optional(),
  ),
  SANDBOX_PORT: optional(port().default(0)),
  HTTP_PORT: optional(port().optional()),
  HTTP_HOST: optional(
    z
      .string()
      .regex(/^[\w.:-]+$/, 'must be an address or a name of this machine')
      .default('127.0.0.1'),
  ),
  NODE_ENV: optional(z.string().optional()),
});

export interface Config {
  /** Missing: Offprint starts in its own sandbox. */
  token: string | undefined;
  /** Commands are registered in this server alone. */
  guildId: string | undefined;
  /** Without version and without a slash at the end. */
  apiUrl: string;
  collectionPath: string;
  /** The topics of the field; missing: those of machine learning. */
  topicsPath: string | undefined;
  databasePath: string;
  /** Where the search index is kept; missing: on disk for large collections. */
  index: 'memory' | 'disk' | undefined;
  /** The folder of the index on disk. */
  indexPath: string;
  /** `postgres://…`; missing: SQLite in `databasePath`. */
  databaseUrl: string | undefined;
  /** How late a paper of the day may come, in hours; later it is left out. */
  catchUpHours: number;
  maxSubscriptionsPerGuild: number;
  /** The file that names where papers come from; missing: there are only sources added in Discord. */
  sourcesPath: string | undefined;
  /** By which the people behind the services that are asked can reach us. */
  sourcesContact: string | undefined;
  sourceAddresses: Addresses;
  /** How many the bot has; `auto`: as many as Discord recommends. */
  shards: 'auto' | number;
  /** Those that this process is for; missing: its share of all. */
  shardIds: readonly number[] | undefined;
  /** Missing: `info` in service, `warn` in the sandbox. */
  logLevel: string | undefined;
  /** 0: any free port. */
  sandboxPort: number;
  /** Where health and metrics are served; missing: nowhere. */
  http: HttpPlace | undefined;
}

/** All that is wrong with the settings, one line a variable. Never contains a value that could be a secret. */
export class ConfigError extends OperatorError {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    const what = mistakes.length === 1 ? 'a setting is' : 'some settings are';
    const lines = mistakes.map(line => `  ${line}`).join('\n');
    super(
      `Offprint cannot start: ${what} wrong.\n${lines}\nSettings come from the environment or from the file .env; .env.example explains each.`,
    );
    this.mistakes = mistakes;
  }
}

/**
 * Environment → one typed object.
 * @throws {ConfigError} naming every wrong variable at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env);
  const mistakes = parsed.success ? [] : parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}.`);
  if (env.NODE_ENV === 'production' && !env.DISCORD_TOKEN) {
    mistakes.push(
      'DISCORD_TOKEN is missing, and NODE_ENV=production does not start the sandbox. Create a bot at https://discord.com/developers/applications and set its token.',
    );
  }
  if (env.SHARDS && env.SHARD_COUNT && env.SHARDS !== env.SHARD_COUNT)
    mistakes.push('SHARD_COUNT says another number than SHARDS. Set one of them.');
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const settings = parsed.data;
  return {
    token: settings.DISCORD_TOKEN,
    guildId: settings.DISCORD_GUILD_ID,
    apiUrl: settings.DISCORD_API_URL,
    collectionPath: settings.COLLECTION_PATH,
    topicsPath: settings.TOPICS_PATH,
    databasePath: settings.DATABASE_PATH,
    index: settings.INDEX,
    indexPath: settings.INDEX_PATH,
    databaseUrl: settings.DATABASE_URL,
    catchUpHours: settings.DAILY_CATCH_UP_HOURS,
    maxSubscriptionsPerGuild: settings.MAX_SUBSCRIPTIONS_PER_GUILD,
    sourcesPath: settings.SOURCES_PATH,
    sourcesContact: settings.SOURCES_CONTACT,
    sourceAddresses: {
      arxivQuery: settings.ARXIV_QUERY_URL,
      arxivFeed: settings.ARXIV_FEED_URL,
      arxivOai: settings.ARXIV_OAI_URL,
      huggingFace: settings.HUGGING_FACE_URL,
    },
    shards: settings.SHARDS ?? settings.SHARD_COUNT ?? 1,
    shardIds: settings.SHARD_IDS,
    logLevel: settings.LOG_LEVEL,
    sandboxPort: settings.SANDBOX_PORT,
    http: settings.HTTP_PORT === undefined ? undefined : { port: settings.HTTP_PORT, host: settings.HTTP_HOST },
  };
}
