import type { Asker } from './asker.ts';

/** What the asker typed or chose for each option, as Discord sent it. */
export type RawValues = ReadonlyMap<
  string,
  string | number | boolean | ChannelValue | RoleValue | UserValue | AttachmentValue
>;

export interface ChannelValue {
  type: 'channel';
  id: string;
}

export interface RoleValue {
  type: 'role';
  id: string;
}

export interface UserValue {
  type: 'user';
  id: string;
}

/** A file that came with the command. Its name and kind are what the sender says they are. */
export interface AttachmentValue {
  type: 'attachment';
  name: string;
  /** Bytes, as the sender's client says. */
  size: number;
  url: string;
}

export interface Choice {
  name: string;
  value: string;
}

export type ChannelKind = 'text' | 'announcement' | 'forum';

/** Suggestions while typing: at most 25, names and values up to 100 characters. Never a gate: any text may be sent. */
export type Complete = (typed: string, asker: Asker) => Choice[] | Promise<Choice[]>;

export interface Option<T> {
  name: string;
  /** Up to 100 characters. */
  description: string;
  required: boolean;
  kind: OptionKind;
  read(values: RawValues): T;
}

export type OptionKind =
  | { type: 'string'; choices?: readonly Choice[]; complete?: Complete }
  | { type: 'integer'; min?: number; max?: number }
  | { type: 'boolean' }
  | { type: 'channel'; kinds?: readonly ChannelKind[] }
  | { type: 'role' }
  | { type: 'user' }
  | { type: 'attachment' };

interface Named {
  name: string;
  description: string;
}

interface TextSpec extends Named {
  /** The only values there are; at most 25. */
  choices?: readonly Choice[];
  complete?: Complete;
}

/** A text that must be given. Discord makes sure of that; from a peer that does not, the empty text is read. */
export function requiredText(spec: TextSpec): Option<string> {
  return { ...textOption(spec), required: true, read: values => textOf(values, spec.name) ?? '' };
}

export function optionalText(spec: TextSpec): Option<string | undefined> {
  return { ...textOption(spec), required: false, read: values => textOf(values, spec.name) };
}

/** Not given means no. */
export function flag(spec: Named): Option<boolean> {
  return { ...spec, required: false, kind: { type: 'boolean' }, read: values => values.get(spec.name) === true };
}

/** Yes, no, or not said: for settings that stay as they are when not said. */
export function optionalFlag(spec: Named): Option<boolean | undefined> {
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'boolean' ? value : undefined;
  };
  return { ...spec, required: false, kind: { type: 'boolean' }, read };
}

export function wholeNumber(spec: Named & { min: number; max: number }): Option<number | undefined> {
  const { min, max, ...named } = spec;
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'number' && Number.isInteger(value) ? Math.min(max, Math.max(min, value)) : undefined;
  };
  return { ...named, required: false, kind: { type: 'integer', min, max }, read };
}

/** @param spec Without kinds, all channels and threads are offered: Discord's list of them has no media channels. */
export function channelOption(spec: Named & { kinds?: readonly ChannelKind[] }): Option<ChannelValue | undefined> {
  const { kinds, ...named } = spec;
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'object' && value.type === 'channel' ? value : undefined;
  };
  return { ...named, required: false, kind: { type: 'channel', ...(kinds && { kinds }) }, read };
}

export function roleOption(spec: Named): Option<RoleValue | undefined> {
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'object' && value.type === 'role' ? value : undefined;
  };
  return { ...spec, required: false, kind: { type: 'role' }, read };
}

export function userOption(spec: Named): Option<UserValue | undefined> {
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'object' && value.type === 'user' ? value : undefined;
  };
  return { ...spec, required: false, kind: { type: 'user' }, read };
}

export function attachmentOption(spec: Named): Option<AttachmentValue | undefined> {
  const read = (values: RawValues) => {
    const value = values.get(spec.name);
    return typeof value === 'object' && value.type === 'attachment' ? value : undefined;
  };
  return { ...spec, required: false, kind: { type: 'attachment' }, read };
}

function textOption({ name, description, choices, complete }: TextSpec) {
  return {
    name,
    description,
    kind: { type: 'string' as const, ...(choices && { choices }), ...(complete && { complete }) },
  };
}

function textOf(values: RawValues, name: string): string | undefined {
  const value = values.get(name);
  return typeof value === 'string' ? value.toWellFormed() : undefined;
}
