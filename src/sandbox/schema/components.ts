import { z } from 'zod';
import { isWebUrl } from './web-url.ts';

/** Buttons, select menus and forms with Discord's limits. Source: its documentation, components/reference. */

const CUSTOM_ID = z.string().min(1).max(100);

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish(), animated: z.boolean().nullish() });

/** `style` 5 is a link. */
const button = z
  .object({
    type: z.literal(2),
    style: z.int().min(1).max(5),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: CUSTOM_ID.nullish(),
    url: z.string().max(512).nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((it, check) => {
    const required = (field: string) =>
      check.addIssue({
        code: 'custom',
        path: [field],
        message: 'This field is required',
        params: { code: 'BASE_TYPE_REQUIRED' },
      });
    if (!it.label && !it.emoji) required('label');
    if (it.style === 5) {
      if (!it.url) required('url');
      else if (!isWebUrl(it.url, ['http:', 'https:', 'discord:'])) check.addIssue(notUrl(['url']));
      if (it.custom_id) check.addIssue(exclusive(['custom_id']));
    } else {
      if (!it.custom_id) required('custom_id');
      if (it.url) check.addIssue(exclusive(['url']));
    }
  });

const selectBase = {
  custom_id: CUSTOM_ID,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  /** In forms only. */
  required: z.boolean().nullish(),
};

const stringSelect = z
  .object({
    type: z.literal(3),
    ...selectBase,
    options: z
      .array(
        z.object({
          label: z.string().min(1).max(100),
          value: z.string().min(1).max(100),
          description: z.string().max(100).nullish(),
          emoji: emoji.nullish(),
          default: z.boolean().nullish(),
        }),
      )
      .min(1)
      .max(25),
  })
  .superRefine(({ options }, check) => {
    options.forEach(({ value }, index) => {
      if (options.findIndex(other => other.value === value) === index) return;
      check.addIssue({
        code: 'custom',
        path: ['options', index, 'value'],
        message: 'The specified option value is already used',
        params: { code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
      });
    });
  });

/** 5 users, 6 roles, 7 both, 8 channels: Discord fills in the options. */
const entitySelect = z.object({ type: z.literal([5, 6, 7, 8]), ...selectBase });

const select = z.discriminatedUnion('type', [stringSelect, entitySelect]);

/** A row holds up to five buttons or one select menu. */
const messageRow = z
  .object({
    type: z.literal(1),
    components: z
      .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, check) => {
    if (components.length === 1 || components.every(({ type }) => type === 2)) return;
    check.addIssue({
      code: 'custom',
      path: ['components'],
      message: 'A row holds up to five buttons or one select menu.',
      params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
    });
  });

export const messageRows = z.array(messageRow).max(5).superRefine(uniqueCustomIds);

/** Style 1 is one line, 2 a paragraph. */
const textInput = z.object({
  type: z.literal(4),
  custom_id: CUSTOM_ID,
  style: z.literal([1, 2]),
  label: z.string().max(45).nullish(),
  min_length: z.int().min(0).max(4000).nullish(),
  max_length: z.int().min(1).max(4000).nullish(),
  required: z.boolean().nullish(),
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
});

const formRow = z.object({ type: z.literal(1), components: z.array(textInput).length(1) });

const formLabel = z.object({
  type: z.literal(18),
  label: z.string().min(1).max(45),
  description: z.string().max(100).nullish(),
  component: z.discriminatedUnion('type', [textInput, stringSelect, entitySelect]),
});

const formText = z.object({ type: z.literal(10), content: z.string().min(1) });

export const form = z.object({
  custom_id: CUSTOM_ID,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [formRow, formLabel, formText]))
    .min(1)
    .max(5)
    .superRefine(uniqueCustomIds),
});

export type Button = z.infer<typeof button>;
export type Select = z.infer<typeof select>;
export type MessageRow = z.infer<typeof messageRow>;
export type Form = z.infer<typeof form>;

/** An input of a form with its label; `inRow` if it stands in an action row, the older way, rather than in a label. */
export interface LabelledInput {
  label: string;
  input: z.infer<typeof textInput> | Select;
  inRow: boolean;
}

export function formInputs({ components }: Form): LabelledInput[] {
  return components.flatMap((part): LabelledInput[] => {
    if (part.type === 18) return [{ label: part.label, input: part.component, inRow: false }];
    if (part.type === 1) return part.components.map(input => ({ label: input.label ?? '', input, inRow: true }));
    return [];
  });
}

function uniqueCustomIds(components: readonly unknown[], check: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const { path, id } of customIds(components, [])) {
    if (seen.has(id)) {
      check.addIssue({
        code: 'custom',
        path: [...path, 'custom_id'],
        message: 'Component custom id cannot be duplicated',
        params: { code: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
      });
    }
    seen.add(id);
  }
}

function* customIds(part: unknown, path: PropertyKey[]): Generator<{ path: PropertyKey[]; id: string }> {
  if (typeof part !== 'object' || part === null) return;
  if ('custom_id' in part && typeof part.custom_id === 'string') yield { path, id: part.custom_id };
  for (const [key, child] of Object.entries(part)) yield* customIds(child, [...path, key]);
}

function exclusive(path: PropertyKey[]) {
  return {
    code: 'custom',
    path,
    message: 'A custom id and url cannot both be specified',
    params: { code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE' },
  } as const;
}

function notUrl(path: PropertyKey[]) {
  return { code: 'custom', path, message: 'Not a well formed URL.', params: { code: 'URL_TYPE_INVALID_URL' } } as const;
}
