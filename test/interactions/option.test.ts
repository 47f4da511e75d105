import { describe, expect, it } from 'vitest';
import {
  attachmentOption,
  channelOption,
  flag,
  optionalFlag,
  optionalText,
  type RawValues,
  requiredText,
  roleOption,
  wholeNumber,
} from '../../src/interactions/option.ts';

const named = { name: 'it', description: 'It' };
const given = (value: RawValues extends ReadonlyMap<string, infer V> ? V : never): RawValues =>
  new Map([['it', value]]);
const nothing: RawValues = new Map();
const channel = { type: 'channel', id: '7' } as const;
const role = { type: 'role', id: '8' } as const;
const attachment = { type: 'attachment', name: 'a.bib', size: 3, url: 'https://a.example/a.bib' } as const;

describe('the options of a command', () => {
  it('read what was given', () => {
    expect(requiredText(named).read(given('a\ud800'))).toBe('a\ufffd');
    expect(optionalText(named).read(given('a'))).toBe('a');
    expect(flag(named).read(given(true))).toBe(true);
    expect(optionalFlag(named).read(given(false))).toBe(false);
    expect(wholeNumber({ ...named, min: 1, max: 5 }).read(given(9))).toBe(5);
    expect(channelOption({ ...named, kinds: ['text'] }).read(given(channel))).toEqual(channel);
    expect(roleOption(named).read(given(role))).toEqual(role);
    expect(attachmentOption(named).read(given(attachment))).toEqual(attachment);
  });

  it('read nothing where nothing, or something of another kind, was given', () => {
    for (const values of [nothing, given(role), given('a'), given(1.5)]) {
      expect(wholeNumber({ ...named, min: 1, max: 5 }).read(values)).toBeUndefined();
      expect(optionalFlag(named).read(values)).toBeUndefined();
      expect(flag(named).read(values)).toBe(false);
      expect(channelOption({ ...named, kinds: ['text'] }).read(values)).toBeUndefined();
      expect(attachmentOption(named).read(values)).toBeUndefined();
    }
    expect(roleOption(named).read(given(channel))).toBeUndefined();
    expect(optionalText(named).read(given(true))).toBeUndefined();
    expect(requiredText(named).read(nothing)).toBe('');
  });
});
