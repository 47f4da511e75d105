export { loadCollection } from './collection.ts';
export { watchCollection } from './watch.ts';
