import { expect, it } from 'vitest';
import { conditions, type Validators, validatorsOf } from '../../../src/sources/http/validators.ts';

const ETAG = 'W/"abc"';
const DATE = 'Wed, 21 Oct 2015 07:28:00 GMT';

it.each<[string, Validators | undefined, Record<string, string>]>([
  ['nothing of a first answer', undefined, {}],
  ['nothing of an answer without any', {}, {}],
  ['its tag', { etag: ETAG }, { 'if-none-match': ETAG }],
  ['its date', { lastModified: DATE }, { 'if-modified-since': DATE }],
  ['both', { etag: ETAG, lastModified: DATE }, { 'if-none-match': ETAG, 'if-modified-since': DATE }],
])('what a service is told of the answer that is there already: %s', (_what, validators, expected) => {
  expect(conditions(validators)).toEqual(expected);
});

it.each<[Record<string, string>, Validators]>([
  [{}, {}],
  [{ ETag: ETAG }, { etag: ETAG }],
  [
    { etag: ETAG, 'Last-Modified': DATE },
    { etag: ETAG, lastModified: DATE },
  ],
])('what an answer with %j is known by', (headers, expected) => {
  expect(validatorsOf(new Headers(headers))).toEqual(expected);
});
