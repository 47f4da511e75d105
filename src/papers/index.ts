export { loadCollection } from './collection.ts';
export { CollectionError } from './errors.ts';
export { watchCollection } from './watch.ts';
