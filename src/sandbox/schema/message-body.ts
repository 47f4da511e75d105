import { z } from 'zod';
import { messageRows } from './components.ts';
import { pollBody } from './poll-body.ts';
import { isWebUrl } from './web-url.ts';

/**
 * What may be sent as a message, with the limits that Discord documents (resources/message) and its published schema
 * lacks. Lengths are counted in UTF-16 units, the strictest way to count.
 */

/** All embeds of one message together. */
const EMBED_CHARACTERS = 6000;

/** Message flags: only the asker sees it; no previews; components version 2. */
export const EPHEMERAL = 1 << 6;
export const COMPONENTS_V2 = 1 << 15;

const webUrl = z
  .string()
  .max(2048)
  .refine(text => isWebUrl(text), { message: 'Not a well formed URL.', params: { code: 'URL_TYPE_INVALID_URL' } });

/** Pictures may also be files of the same message. */
const pictureUrl = z
  .string()
  .max(2048)
  .refine(text => isWebUrl(text, ['http:', 'https:', 'attachment:']), {
    message: 'Not a well formed URL.',
    params: { code: 'URL_TYPE_INVALID_URL' },
  });

const embed = z
  .object({
    title: z.string().max(256).nullish(),
    description: z.string().max(4096).nullish(),
    url: webUrl.nullish(),
    timestamp: z.iso.datetime({ offset: true }).nullish(),
    color: z.int().min(0).max(0xffffff).nullish(),
    footer: z.object({ text: z.string().min(1).max(2048), icon_url: pictureUrl.nullish() }).nullish(),
    author: z
      .object({ name: z.string().min(1).max(256), url: webUrl.nullish(), icon_url: pictureUrl.nullish() })
      .nullish(),
    image: z.object({ url: pictureUrl }).nullish(),
    thumbnail: z.object({ url: pictureUrl }).nullish(),
    fields: z
      .array(
        z.object({
          name: z.string().min(1).max(256),
          value: z.string().min(1).max(1024),
          inline: z.boolean().nullish(),
        }),
      )
      .max(25)
      .nullish(),
  })
  .refine(it => it.title || it.description || it.fields?.length || it.image || it.thumbnail || it.author || it.footer, {
    path: ['description'],
    message: 'This field is required',
    params: { code: 'BASE_TYPE_REQUIRED' },
  });

const snowflake = z.string().regex(/^\d{1,20}$/, 'Value is not snowflake.');

const allowedMentions = z
  .object({
    parse: z.array(z.literal(['users', 'roles', 'everyone'])).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine(({ parse, users, roles }, check) => {
    for (const [list, ids] of [
      ['users', users],
      ['roles', roles],
    ] as const) {
      if (!ids?.length || !parse?.includes(list)) continue;
      check.addIssue({
        code: 'custom',
        path: [list],
        message: `parse:["${list}"] and ${list}: [ids...] are mutually exclusive.`,
        params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
      });
    }
  });

export const messageBody = z
  .object({
    content: z.string().max(2000).nullish(),
    embeds: z.array(embed).max(10).nullish(),
    components: messageRows.nullish(),
    poll: pollBody.nullish(),
    allowed_mentions: allowedMentions.nullish(),
    flags: z.int().nullish(),
    tts: z.boolean().nullish(),
    nonce: z.union([z.string().max(25), z.int()]).nullish(),
    enforce_nonce: z.boolean().nullish(),
    message_reference: z.object({ message_id: snowflake }).nullish(),
    attachments: z
      .array(
        z.object({
          id: z.union([z.string(), z.int()]).transform(String),
          filename: z.string().nullish(),
          description: z.string().max(1024).nullish(),
        }),
      )
      .max(10)
      .nullish(),
  })
  .superRefine((body, check) => {
    if (((body.flags ?? 0) & COMPONENTS_V2) !== 0) {
      check.addIssue({
        code: 'custom',
        path: ['flags'],
        message: 'This sandbox does not know components version 2.',
        params: { code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' },
      });
    }
    const characters = (body.embeds ?? []).reduce((sum, it) => sum + embedLength(it), 0);
    if (characters > EMBED_CHARACTERS) {
      check.addIssue({
        code: 'custom',
        path: ['embeds'],
        message: `Embed size exceeds maximum size of ${EMBED_CHARACTERS}`,
        params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
      });
    }
  });

export type Embed = z.infer<typeof embed>;
export type MessageBody = z.infer<typeof messageBody>;
export type AllowedMentions = z.infer<typeof allowedMentions>;

/** The parts that Discord counts: title, description, footer, author, names and values of fields. */
function embedLength({ title, description, footer, author, fields }: Embed): number {
  const parts = [title, description, footer?.text, author?.name, ...(fields ?? []).flatMap(it => [it.name, it.value])];
  return parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
