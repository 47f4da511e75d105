import type { Command, SlashCommand } from '../src/interactions/command.ts';
import { about } from './about.ts';
import { club } from './club/index.ts';
import { daily } from './daily/index.ts';
import { discuss } from './discuss/index.ts';
import { discussions } from './discussions/index.ts';
import { findPapersLikeThis } from './find-papers-like-this.ts';
import { follow } from './follow/index.ts';
import { help } from './help.ts';
import { list } from './list/index.ts';
import { paper } from './paper/index.ts';
import { privacy } from './privacy/index.ts';
import { random } from './random.ts';
import { related } from './related/index.ts';
import { schedule } from './schedule/index.ts';
import { search } from './search/index.ts';
import type { App } from './services.ts';
import { settings } from './settings/index.ts';
import { sources } from './sources/index.ts';
import { topics } from './topics/index.ts';
import { trending } from './trending/index.ts';

/** Every command, in the order in which `/help` lists them. */
export function createCommands(app: App): Command[] {
  const slash: SlashCommand[] = [
    search(app),
    paper(app),
    related(app),
    topics(app),
    random(app),
    daily(app),
    schedule(app),
    follow(app),
    discuss(app),
    discussions(app),
    club(app),
    list(app),
    trending(app),
    privacy(app),
    settings(app),
    sources(app),
    help(() => slash),
    about(app),
  ];
  return [...slash, findPapersLikeThis(app)];
}

/** The commands for a program that only names them to Discord: they are what they are, and none of them can be run. */
export function commandDefinitions(): Command[] {
  return createCommands(NOTHING_BEHIND);
}

const notToRun = (): never => {
  throw new Error('This command was made to be named, not to be run.');
};

/** A command touches what it works with when it is run, not when it is made: so its definition needs no database. */
const NOTHING_BEHIND: App = {
  index: notToRun,
  threads: notToRun,
  places: notToRun,
  rights: notToRun,
  isOwner: notToRun,
  random: notToRun,
  invites: notToRun,
  get store() {
    return notToRun();
  },
  get discussing() {
    return notToRun();
  },
  get daily() {
    return notToRun();
  },
  get sources() {
    return notToRun();
  },
  get readings() {
    return notToRun();
  },
  get limits() {
    return notToRun();
  },
  get log() {
    return notToRun();
  },
  get clock() {
    return notToRun();
  },
  get version() {
    return notToRun();
  },
  get startedAt() {
    return notToRun();
  },
};
