export { type Discussing, discussing, nearestFirst, type Opened, type Visitor } from './discussions.ts';
export { choosePlace, type NotHere } from './place.ts';
export { chooseTags, tagFits } from './tags.ts';
export { type ChannelKind, ThreadError, type ThreadRequest, type Threads, type Trouble } from './threads.ts';
