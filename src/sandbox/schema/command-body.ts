import { z } from 'zod';

/**
 * Application commands: what may be registered, with Discord's limits (documentation,
 * interactions/application-commands).
 */

/** Name, description and choices of one command together. */
const COMMAND_CHARACTERS = 8000;

const localisations = z.record(z.string(), z.string()).nullish();
const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'String value did not match validation regex.')
  .refine(name => name === name.toLowerCase(), { message: 'Names of slash commands are in lower case.' });

const choice = z.object({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
  name_localizations: localisations,
});

/** Types: 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 8 role, 9 mentionable, 10 number, 11 attachment. */
const valueOption = z
  .object({
    type: z.int().min(3).max(11),
    name: slashName,
    description: z.string().min(1).max(100),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    channel_types: z.array(z.int()).nullish(),
    name_localizations: localisations,
    description_localizations: localisations,
  })
  .refine(it => !(it.autocomplete && it.choices?.length), {
    path: ['autocomplete'],
    message: 'Fixed choices and autocomplete exclude each other.',
  });

const valueOptions = z.array(valueOption).max(25).superRefine(inOrder);

const subcommand = z.object({
  type: z.literal(1),
  name: slashName,
  description: z.string().min(1).max(100),
  options: valueOptions.nullish(),
  name_localizations: localisations,
  description_localizations: localisations,
});

const group = z.object({
  type: z.literal(2),
  name: slashName,
  description: z.string().min(1).max(100),
  options: z.array(subcommand).min(1).max(25),
  name_localizations: localisations,
  description_localizations: localisations,
});

const shared = {
  name_localizations: localisations,
  description_localizations: localisations,
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.int()])
    .transform(String)
    .nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z
    .array(z.literal([0, 1, 2]))
    .min(1)
    .nullish(),
  integration_types: z
    .array(z.literal([0, 1]))
    .min(1)
    .nullish(),
  nsfw: z.boolean().nullish(),
};

const slashCommand = z
  .object({
    type: z.literal(1),
    name: slashName,
    description: z.string().min(1).max(100),
    options: z
      .union([valueOptions, z.array(z.discriminatedUnion('type', [subcommand, group])).max(25)])
      .nullish()
      .superRefine((options, check) => uniqueNames(options ?? [], check)),
    ...shared,
  })
  .superRefine((command, check) => {
    const total = characters(command);
    if (total > COMMAND_CHARACTERS) {
      check.addIssue({
        code: 'custom',
        message: `Command exceeds maximum size (${total} of ${COMMAND_CHARACTERS})`,
        params: { code: 'APPLICATION_COMMAND_TOO_LARGE' },
      });
    }
  });

/** 2 on a user, 3 on a message. */
const menuCommand = z.object({
  type: z.literal([2, 3]),
  name: z.string().min(1).max(32),
  description: z.literal('').nullish(),
  ...shared,
});

export const commandBody = z.preprocess(
  body => (typeof body === 'object' && body !== null && !('type' in body) ? { ...body, type: 1 } : body),
  z.discriminatedUnion('type', [slashCommand, menuCommand]),
);

export type CommandBody = z.infer<typeof commandBody>;
export type ValueOption = z.infer<typeof valueOption>;
export type Subcommand = z.infer<typeof subcommand>;
export type Group = z.infer<typeof group>;
function inOrder(options: readonly { required?: boolean | null | undefined }[], check: z.core.$RefinementCtx): void {
  const firstOptional = options.findIndex(({ required }) => !required);
  options.forEach(({ required }, index) => {
    if (firstOptional < 0 || index < firstOptional || !required) return;
    check.addIssue({
      code: 'custom',
      path: [index],
      message: 'Required options must be placed before non-required options',
      params: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
    });
  });
}

function uniqueNames(options: readonly { name: string }[], check: z.core.$RefinementCtx): void {
  options.forEach(({ name }, index) => {
    if (options.findIndex(other => other.name === name) === index) return;
    check.addIssue({
      code: 'custom',
      path: [index, 'name'],
      message: 'Option name already used',
      params: { code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS' },
    });
  });
}

/** What Discord counts: names, descriptions and values of choices, at all depths; the longest localisation of each. */
function characters(part: object): number {
  let sum = 0;
  for (const [name, value] of Object.entries(part)) {
    if (Array.isArray(value)) sum += value.reduce((all: number, item: unknown) => all + charactersOf(item), 0);
    else if (name === 'name' || name === 'description' || name === 'value') {
      const localised = Object.entries(part).find(([other]) => other === `${name}_localizations`)?.[1];
      const texts = [value, ...(localised ? Object.values(localised) : [])];
      sum += Math.max(...texts.map(text => (typeof text === 'string' ? text.length : 0)));
    }
  }
  return sum;
}

const charactersOf = (item: unknown) => (typeof item === 'object' && item !== null ? characters(item) : 0);
