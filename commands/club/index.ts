import { sessionsAfter } from '../../src/clubs/calendar.ts';
import type { Club } from '../../src/clubs/club.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Call, Press, SlashCommand, Subcommand } from '../../src/interactions/command.ts';
import { flag, optionalText, requiredText, userOption } from '../../src/interactions/option.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { does } from '../../src/messages/club/words.ts';
import { needsManager, needsServer } from '../../src/messages/settings.ts';
import { notUndone } from '../../src/messages/undo.ts';
import { MOST_CLUBS, MOST_ORGANISERS } from '../../src/store/index.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { refuseSubscription } from '../shared/may-post.ts';
import { paperOption, withNamedPaper } from '../shared/named-paper.ts';
import { nominate, nominatePressed, showNominations, showOwnVote, showStanding, vote, withdraw } from './ballot.ts';
import { showCalendar } from './calendar.ts';
import { clubsFor, pressedAnywhere, pressedClub, runs, suggestClubs, withClub, withOwnClub } from './find.ts';
import { exportHistory, showHistory, showStats, turnHistory } from './looking-back.ts';
import { lackingFor, showNext } from './next.ts';
import {
  changeNote,
  deleteAnyNote,
  deleteNote,
  deleteOwnNote,
  exportNotes,
  noteChanged,
  noteTyped,
  restoreNote,
  showNotes,
  showOwnNote,
  writeNote,
} from './notes.ts';
import {
  askToSwap,
  attend,
  confirm,
  join,
  leave,
  pass,
  setAway,
  showRotation,
  skip,
  swap,
  volunteer,
} from './people.ts';
import { askPressed, question, questionTyped, withdrawQuestion } from './questions.ts';
import { rate, readIt } from './readings.ts';
import { whyForm } from './replies/ballot.ts';
import { clubRemoved, clubSetUp } from './replies/club.ts';
import { EXPORT_FORMATS, type ExportFormat } from './replies/history-files.ts';
import { clubGone, nameTaken, needsOrganiser, sameName, tooMany, tooManyClubs } from './replies/refusals.ts';
import { organisersReply } from './replies/sessions.ts';
import {
  addHoliday,
  cancel,
  move,
  removeHoliday,
  restore,
  restoreNamed,
  setGuest,
  suggestCancelled,
  suggestSessions,
  takeGuestBack,
} from './sessions.ts';
import { day, more, name, readSpec, time } from './spec.ts';

export function club(app: App): SlashCommand {
  const which = optionalText({
    name: 'club',
    description: 'Which one, if there are several',
    complete: suggestClubs(app),
  });
  const session = optionalText({
    name: 'session',
    description: 'Which session; the next one if you leave it out',
    complete: async (typed, asker) => {
      const [only, ...others] = (await clubsFor(app, asker)).filter(one => runs(asker, one));
      return only && others.length === 0 ? suggestSessions(app, only, typed) : [];
    },
  });
  const dropped = optionalText({
    name: 'session',
    description: 'Which one, if several are cancelled',
    complete: async (typed, asker) => {
      const [only, ...others] = (await clubsFor(app, asker)).filter(one => runs(asker, one));
      return only && others.length === 0 ? suggestCancelled(app, only, typed) : [];
    },
  });
  const paper = paperOption(app);
  const why = optionalText({ name: 'why', description: 'Why the club should read it, in a sentence' });
  const to = requiredText({ name: 'to', description: 'The new date, such as 2026-03-26' });
  const at = optionalText({ name: 'time', description: 'The new time; as always if you leave it out' });
  const from = optionalText({
    name: 'from',
    description: 'The first date, such as 2026-12-21; without it, see them all',
  });
  const until = optionalText({ name: 'to', description: 'The last date; the first one if you leave it out' });
  const awayUntil = optionalText({
    name: 'until',
    description: 'The last date, such as 2026-03-26; back in turn if you leave it out',
  });
  const text = optionalText({ name: 'question', description: 'What to talk about; without it, see what is asked' });
  const ahead = optionalText({
    name: 'session',
    description: 'For which session; the next one if you leave it out',
    complete: async (typed, asker) => {
      const [only, ...others] = await clubsFor(app, asker);
      return only && others.length === 0 ? suggestSessions(app, only, typed) : [];
    },
  });
  const single = { ...ahead, description: 'Which session; all of them if you leave it out' };
  const anonymous = flag({ name: 'anonymous', description: 'Show it without your name, if the club allows that' });
  const format = requiredText({
    name: 'format',
    description: 'The kind of file',
    choices: Object.entries(EXPORT_FORMATS).map(([value, { name: words }]) => ({ name: words, value })),
  });
  const person = userOption({ name: 'person', description: 'Who may run the club; without it, see who may' });
  const back = flag({ name: 'remove', description: 'Take the paper back: the ballot decides again' });
  const partner = userOption({ name: 'with', description: 'A member of the rotation, who must agree' });
  const not = flag({ name: 'remove', description: 'Take the right from them' });

  async function create(call: Call): Promise<Reply> {
    const { asker, mention } = call;
    if (asker.guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
    if (!asker.canManage) return needsManager();
    const read = await readSpec(app, call, asker.guildId);
    if ('refusal' in read) return read.refusal;
    const by = { userId: asker.userId, at: app.clock.now(), most: MOST_CLUBS };
    const made = await app.store.clubs.create(read.spec, read.wish, by);
    if (made === 'full') return tooManyClubs(MOST_CLUBS);
    if (made === 'same-name') return sameName(read.spec.name);
    app.daily.wake();
    return setUp('Set up:', made);
  }

  async function edit(call: Call, before: Club): Promise<Reply> {
    const read = await readSpec(app, call, before.guildId, before);
    if ('refusal' in read) return read.refusal;
    const changed = await app.store.clubs.edit(before.id, read.spec, read.wish, app.clock.now());
    if (changed === 'same-name') return sameName(read.spec.name);
    if (!changed) return clubGone();
    app.daily.wake();
    const subscription = await app.daily.get(before.id);
    // What was in its way may be so no longer, in another channel or another zone.
    const obstacle = subscription?.paused && (await app.daily.resume(subscription));
    return setUp(subscription?.paused && !obstacle ? 'Changed, and it goes on:' : 'Changed:', changed);
  }

  async function setUp(headline: string, made: Club): Promise<Reply> {
    const now = app.clock.now();
    const known = await app.store.clubs.sessions.of(made.id, now);
    const next = sessionsAfter({ rule: made.rule, holidays: made.holidays, known }, now, 2);
    return clubSetUp(headline, made, next, await lackingFor(app, made));
  }

  async function remove(asker: Asker, gone: Club): Promise<Reply> {
    const step = await app.store.subscriptions.remove(gone.id, byAsker(app, asker));
    await app.daily.cancelEvents();
    return clubRemoved(gone, step);
  }

  async function undo({ asker, mention, args: [step = ''] }: Press): Promise<Outcome> {
    if (!asker.botIsMember) return needsServer({ asker, mention });
    const back = await app.daily.bringBack(step, byAsker(app, asker), (one, _others, clubs) => {
      const own = clubs.find(({ id }) => id === one.id);
      return own ? (refuseReturn(asker, own, clubs) ?? refuseSubscription(app, asker, one)) : notUndone('over');
    });
    if (typeof back === 'string') return notUndone(back === 'done' ? 'over' : back);
    if ('refused' in back) return back.refused;
    const there = await app.store.clubs.get(back.id);
    return there ? setUp('It is back:', there) : clubGone();
  }

  /**
   * What a club needs when it is set up, it needs when it comes back; but an organiser may undo what an organiser may
   * do.
   */
  function refuseReturn(asker: Asker, own: Club, clubs: readonly Club[]): Reply | undefined {
    if (!runs(asker, own)) return needsOrganiser();
    if (clubs.length > MOST_CLUBS) return tooManyClubs(MOST_CLUBS);
    const isTaken = clubs.some(({ id, name }) => id !== own.id && name.toLowerCase() === own.name.toLowerCase());
    return isTaken ? nameTaken(own.name) : undefined;
  }

  async function organise(call: Call, one: Club): Promise<Reply> {
    const chosen = call.get(person);
    if (!chosen) return organisersReply(one, one.organisers);
    if (!call.asker.canManage) return needsManager();
    if (!(await app.store.clubs.setOrganiser(one.id, chosen.id, !call.get(not))))
      return tooMany('organisers of a club', MOST_ORGANISERS);
    const now = await app.store.clubs.get(one.id);
    return now ? organisersReply(now, now.organisers) : clubGone();
  }

  const forAll = (
    subcommand: Omit<Subcommand, 'run'>,
    answer: (call: Call, one: Club) => Outcome | Promise<Outcome>,
  ): Subcommand => ({
    ...subcommand,
    options: [...subcommand.options, which],
    run: call => withClub(app, call, call.get(which), one => answer(call, one)),
  });
  const forOrganisers = (
    subcommand: Omit<Subcommand, 'run'>,
    answer: (call: Call, one: Club) => Outcome | Promise<Outcome>,
  ): Subcommand => ({
    ...subcommand,
    options: [...subcommand.options, which],
    run: call => withOwnClub(app, call, call.get(which), one => answer(call, one)),
  });

  return {
    kind: 'slash',
    name: 'club',
    description: 'A journal club: nominate, vote, meet',
    onlyInServers: true,
    subcommands: [
      forAll({ name: 'next', description: 'See what is planned', options: [] }, (_call, one) => showNext(app, one)),
      forAll({ name: 'nominate', description: 'Nominate a paper', options: [paper, why] }, (call, one) =>
        withNamedPaper(app, call, call.get(paper), {
          verb: 'Nominate',
          does: ({ id }) => does('nominate', id, one.id, ...given(call.get(why))),
          run: found => nominate(app, call.asker, one, found, call.get(why)),
        }),
      ),
      forAll(
        { name: 'nominations', description: 'See what is nominated; withdraw what you nominated', options: [] },
        ({ asker }, one) => showNominations(app, asker, one),
      ),
      forAll({ name: 'rotation', description: 'See who presents when; join or leave', options: [] }, ({ asker }, one) =>
        showRotation(app, asker, one),
      ),
      forAll(
        { name: 'swap', description: 'Change turns with another presenter', options: [{ ...partner, required: true }] },
        (call, one) => askToSwap(app, call.asker, one, call.get(partner)?.id ?? ''),
      ),
      forAll({ name: 'away', description: 'Present no session until a date', options: [awayUntil] }, (call, one) =>
        setAway(app, call.asker, one, call.get(awayUntil)),
      ),
      forAll(
        {
          name: 'question',
          description: 'Ask a question for a session; see what is asked',
          options: [text, ahead, anonymous],
        },
        (call, one) =>
          question(app, call.asker, one, {
            text: call.get(text),
            session: call.get(ahead),
            anonymous: call.get(anonymous),
          }),
      ),
      forAll(
        { name: 'history', description: 'See what was read, who presented and how it was rated', options: [] },
        ({ asker }, one) => showHistory(app, asker, one),
      ),
      forAll(
        { name: 'stats', description: 'See who presented how often, and what was read about', options: [] },
        ({ asker }, one) => showStats(app, asker, one),
      ),
      forAll({ name: 'export', description: 'Get what was read as a file', options: [format] }, (call, one) => {
        const chosen = call.get(format);
        return exportHistory(app, call.asker, one, isFormat(chosen) ? chosen : 'markdown');
      }),
      forAll(
        {
          name: 'calendar',
          description: 'Get the sessions to come, or one of them, for your calendar',
          options: [single],
        },
        (call, one) => showCalendar(app, one, call.get(single)),
      ),
      {
        name: 'create',
        description: 'Set up a journal club',
        options: [{ ...name, required: true }, { ...day, required: true }, { ...time, required: true }, ...more],
        run: create,
      },
      forOrganisers(
        { name: 'edit', description: 'Change a club; what you leave out stays', options: [name, day, time, ...more] },
        edit,
      ),
      forOrganisers({ name: 'move', description: 'Move a session', options: [to, session, at] }, (call, one) =>
        move(app, one, { session: call.get(session), to: call.get(to), time: call.get(at) }),
      ),
      forOrganisers({ name: 'cancel', description: 'Cancel a session', options: [session] }, (call, one) =>
        cancel(app, one, call.get(session)),
      ),
      forOrganisers(
        { name: 'restore', description: 'Let a cancelled session take place after all', options: [dropped] },
        (call, one) => restoreNamed(app, one, call.get(dropped)),
      ),
      forOrganisers(
        { name: 'guest', description: 'Choose the paper of a session yourself', options: [paper, session, back] },
        (call, one) =>
          call.get(back)
            ? takeGuestBack(app, one, call.get(session))
            : withNamedPaper(app, call, call.get(paper), {
                verb: 'Read',
                does: ({ id }) => does('read', one.id, id, ...given(call.get(session))),
                run: found => setGuest(app, one, found, call.get(session)),
              }),
      ),
      forOrganisers(
        { name: 'holidays', description: 'Say when the club does not meet', options: [from, until] },
        (call, one) => addHoliday(app, one, { from: call.get(from), to: call.get(until) }),
      ),
      forOrganisers({ name: 'organisers', description: 'Say who may run the club', options: [person, not] }, organise),
      forOrganisers({ name: 'remove', description: 'Remove a club, with its history', options: [] }, ({ asker }, one) =>
        remove(asker, one),
      ),
    ],
    presses: {
      next: press => pressedClub(app, press, one => showNext(app, one)),
      /** Below a direct message. */
      nextIn: press => pressedAnywhere(app, press, one => showNext(app, one)),
      nominate: press => nominatePressed(app, press),
      nominateFor: ({ asker, args: [paperId], values: [id = ''] }) =>
        withPaper(app, paperId, found =>
          pressedReply(app, { asker, args: [id] }, one => nominate(app, asker, one, found, undefined)),
        ),
      why: press => pressedClub(app, press, one => whyForm(one.id, press.args[1] ?? '')),
      because: press =>
        pressedClub(app, press, one =>
          withPaper(app, press.args[1], found => nominate(app, press.asker, one, found, press.inputs.get('why'))),
        ),
      withdraw: press => pressedClub(app, press, one => withdraw(app, press.asker, one, press.args[1] ?? '')),
      withdrawOne: press => pressedClub(app, press, one => withdraw(app, press.asker, one, press.values[0] ?? '')),
      vote: press => vote(app, press),
      mine: press => showOwnVote(app, press),
      standing: press => showStanding(app, press),
      join: press => pressedClub(app, press, one => join(app, press.asker, one)),
      skip: press => pressedClub(app, press, one => skip(app, press.asker, one)),
      swap: press => swap(app, press),
      leave: press => pressedClub(app, press, one => leave(app, press.asker, one)),
      volunteer: press => volunteer(app, press),
      confirm: press => confirm(app, press),
      pass: press => pass(app, press),
      going: attend(app, 'going'),
      absent: attend(app, 'absent'),
      remind: attend(app, 'remind'),
      quiet: attend(app, 'quiet'),
      there: attend(app, 'there'),
      ask: press => askPressed(app, press),
      asked: press => questionTyped(app, press),
      unask: press => withdrawQuestion(app, press),
      readIt: readIt(app, false),
      unreadIt: readIt(app, true),
      rate: press => rate(app, press),
      notes: press => showNotes(app, press),
      writeNote: press => writeNote(app, press),
      noted: press => noteTyped(app, press),
      ownNote: press => showOwnNote(app, press),
      changeNote: press => changeNote(app, press),
      noteChanged: press => noteChanged(app, press),
      deleteOwnNote: press => deleteOwnNote(app, press),
      deleteNote: press => deleteNote(app, press),
      deleteAnyNote: press => deleteAnyNote(app, press),
      history: press => turnHistory(app, press),
      restoreNote: press => restoreNote(app, press),
      exportNotes: press => exportNotes(app, press),
      restore: press => withOwnClub(app, press, press.args[0], one => restore(app, one, press.args[1] ?? '')),
      calendar: press => pressedClub(app, press, one => showCalendar(app, one, press.args[1])),
      restoreOne: press => withOwnClub(app, press, press.args[0], one => restore(app, one, press.values[0] ?? '')),
      meet: press => withOwnClub(app, press, press.args[0], one => removeHoliday(app, one, press.values[0] ?? '')),
      read: press =>
        withOwnClub(app, press, press.args[0], one =>
          withPaper(app, press.args[1], found => setGuest(app, one, found, press.args[2])),
        ),
      undo,
    },
  };
}

function isFormat(text: string): text is ExportFormat {
  return Object.hasOwn(EXPORT_FORMATS, text);
}

const given = (text: string | undefined) => (text === undefined ? [] : [text]);

/** As {@link pressedClub}, where a reply is wanted. */
async function pressedReply(
  app: App,
  press: Pick<Press, 'asker' | 'args'>,
  answer: (one: Club) => Promise<Reply>,
): Promise<Reply> {
  let reply: Reply | undefined;
  await pressedClub(app, press, async one => {
    reply = await answer(one);
    return reply;
  });
  return reply ?? clubGone();
}
