import { namesGuests } from "../artists/guests.ts";
import { foldTitle } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { readable } from "../text/readable.ts";

/** A song's title, taken apart once. */
export interface SongTitle {
  whole: Phrase;
  /** Without guests, and without notes on a version that is sung with the same words. */
  main: Phrase;
  /** The main title without anything in brackets. */
  bare: Phrase;
  /** What its brackets say that makes it another song: "reprise", "part 2", "spanish version". */
  marks: string;
}

export function readSongTitle(given: string): SongTitle {
  const text = readable(given);
  const read = (title: string): Phrase => readPhrase(title, foldTitle);
  const main = withoutSuffix(text);
  const bare = main.replace(anyNote, " ").trim();
  const notes = [...main.matchAll(anyNote)].map(([note]) => foldTitle(note)).filter(makesAnother);
  return {
    whole: read(text),
    main: read(main),
    bare: read(isTitle(bare) ? bare : main),
    marks: notes.sort().join(";"),
  };
}

/** "Song (Remastered 2011)", "Song - Live", "Song (feat. B)" as "Song": the words that are sung stay the same. */
export function withoutSuffix(given: string): string {
  const title = readable(given);
  const guestless = title.replace(guestsAtEnd, "");
  const shorter = dropNote(isTitle(guestless) ? guestless : title);
  return shorter === undefined ? (isTitle(guestless) ? guestless : title).trim() : withoutSuffix(shorter);
}

const anyNote = /[([{][^()[\]{}]*[)\]}]/gu;
/** With one pair of brackets within it: "(feat. Somebody (of Something))". */
const noteAtEnd = /^(.*\S)\s*[([{]((?:[^()[\]{}]|\([^()[\]{}]*\))+)[)\]}]\s*$/su;
const dashAtEnd = /^(.*\S)\s+[-‐‑‒–—―]\s+(\S.*)$/su;
/** "6 ft" is a length: the dot is asked for. */
const guestsAtEnd = /\s+(?:feat\.?|ft\.|featuring)\s[^()[\]{}]*$/iu;

const isTitle = (text: string): boolean => foldTitle(text) !== "";

function dropNote(title: string): string | undefined {
  for (const shape of [noteAtEnd, dashAtEnd]) {
    const [, rest = "", note = ""] = shape.exec(title) ?? [];
    if (isTitle(rest) && (isGuests(note) || isVersion(note))) return rest;
  }
  return undefined;
}

const isGuests = (note: string): boolean => namesGuests(foldTitle(note));

const wordSet = (words: string): Set<string> => new Set(words.split(" "));

/** Each of these says by itself that a version is meant, and that its words are the same. */
const telling = wordSet(
  "live remaster remasters remastered remastering acoustic unplugged demo demos mono stereo version mix edit deluxe " +
    "edition anniversary bonus explicit clean uncensored reissue rerecorded session sessions rehearsal outtake take",
);
/** These go along with them. Not languages: "Spanish Version" is sung with other words. */
const fillers = wordSet(
  "the a an of in and original single album lp ep cd vinyl radio studio digital digitally extended full long short " +
    "length new newly early alternate alternative home track tracks video recording expanded super us uk th st nd rd",
);
const somewhere = /^(?:recorded )?live (?:at|in|from|on|version|session|acoustic|studio|\d)/;
const fromSomething =
  /^(?:taken )?from (?:the )?(?:original |motion |film|movie|soundtrack|musical|album|vault)/;

function isVersion(note: string): boolean {
  const folded = foldTitle(note);
  if (somewhere.test(folded) || fromSomething.test(folded)) return true;
  const words = folded.split(" ");
  const isYear = (word: string): boolean => /^(?:\d{1,3}(?:st|nd|rd|th)?|(?:19|20)\d\d)$/.test(word);
  return (
    words.some((word) => telling.has(word)) &&
    words.every((word) => telling.has(word) || fillers.has(word) || isYear(word))
  );
}

/** A note with one of these is about other words, or none. */
const another = new RegExp(
  "\\d|\\b(?:instrumental|karaoke|reprise|remix|rmx|dub|cappella|acappella|acapella|interlude|intro|outro|skit|prelude|" +
    "overture|medley|mashup|cover|parody|part|parts|pt|vol|chapter|spoken|commentary|version|ver|" +
    "mixtape)\\b|^[ivx]{1,4}$",
);
const makesAnother = (folded: string): boolean => another.test(folded);
