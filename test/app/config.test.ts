import { readFileSync } from 'node:fs';
import dotenv from 'dotenv';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/app/config.ts';

function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      token: undefined,
      apiUrl: 'https://discord.com/api',
      collectionPath: 'data/papers.jsonl',
      sandboxPort: 0,
      databaseUrl: undefined,
      catchUpHours: 6,
      maxSubscriptionsPerGuild: 25,
      index: undefined,
      indexPath: 'data/index',
    });
  });

  it('takes memory, disk or nothing for where the index is, and says so to anything else', () => {
    expect(readConfig({ INDEX: 'disk', INDEX_PATH: '/srv/index' })).toMatchObject({
      index: 'disk',
      indexPath: '/srv/index',
    });
    expect(readConfig({ INDEX: 'memory' }).index).toBe('memory');
    expect(readConfig({ INDEX: '' }).index).toBeUndefined();
    for (const wrong of ['Disk', 'ssd', '1'])
      expect(mistakesOf({ INDEX: wrong })).toEqual(['INDEX must be memory or disk, or empty.']);
  });

  it('refuses a database that is not PostgreSQL, and limits out of range', () => {
    const mistakes = mistakesOf({
      DATABASE_URL: 'mysql://user:hidden@host/db',
      DAILY_CATCH_UP_HOURS: '-1',
      MAX_SUBSCRIPTIONS_PER_GUILD: '2.5',
    });
    expect(mistakes.map(line => line.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'DAILY_CATCH_UP_HOURS',
      'MAX_SUBSCRIPTIONS_PER_GUILD',
    ]);
    expect(mistakes.join()).not.toContain('hidden');
  });

  it.each([
    'postgres://me:100%@host/db',
    'postgres://me:a%zz@host/db',
    'postgres://me:%FF@host/db',
    'postgres://host/a%',
  ])('says in words what is wrong with the %% in %s', url => {
    const [mistake = ''] = mistakesOf({ DATABASE_URL: url });
    expect(mistake).toMatch(/^DATABASE_URL .*%25/);
    expect(mistake).not.toContain(url);
  });

  it('takes an empty setting for one that is not set', () => {
    expect(readConfig({ DISCORD_TOKEN: '', SANDBOX_PORT: '', DISCORD_API_URL: '' })).toEqual(readConfig({}));
  });

  it.each(['http://127.0.0.1:80/api/', 'http://127.0.0.1:80/api/v10'])('takes the address %s without its end', url => {
    expect(readConfig({ DISCORD_API_URL: url }).apiUrl).toBe('http://127.0.0.1:80/api');
  });

  it('reports all mistakes at once, each with its variable, and never the token', () => {
    const mistakes = mistakesOf({
      DISCORD_TOKEN: 'Bot secret',
      DISCORD_GUILD_ID: 'my server',
      DISCORD_API_URL: 'discord',
      LOG_LEVEL: 'loud',
      SANDBOX_PORT: '70000',
    });
    expect(mistakes.map(line => line.split(' ')[0])).toEqual([
      'DISCORD_TOKEN',
      'DISCORD_GUILD_ID',
      'DISCORD_API_URL',
      'LOG_LEVEL',
      'SANDBOX_PORT',
    ]);
    expect(mistakes.join()).not.toContain('secret');
  });

  it('wants a token in production, beside the other mistakes', () => {
    expect(mistakesOf({ NODE_ENV: 'production', LOG_LEVEL: 'loud' })).toHaveLength(2);
    expect(mistakesOf({ NODE_ENV: 'production', DISCORD_TOKEN: 'abc.def' })).toEqual([]);
  });
});

describe('.env.example', () => {
  it('names every setting that the program reads, and no other', () => {
    const text = readFileSync('.env.example', 'utf8').replace(/^# (?=[A-Z_]+=)/gm, '');
    const read = [
      ...readFileSync('src/app/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): (?:optional|address)\(/gm),
    ].map(match => match[1]);
    expect(Object.keys(dotenv.parse(text)).sort()).toEqual(read.sort());
  });
});
