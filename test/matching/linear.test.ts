import { expect, test } from "vitest";
import { readArtistWords } from "../../src/matching/artists/compare-artists.ts";
import { readBarcode } from "../../src/matching/typed/barcode.ts";
import { isEditionNote, isEditionTail } from "../../src/matching/titles/edition-words.ts";
import { normaliseText as foldedText } from "../../src/matching/text/letters.ts";
import { normaliseForLrclib } from "../../src/matching/lyrics/lrclib-normalise.ts";
import { primaryArtist } from "../../src/matching/lyrics/lyrics-match.ts";
import { withoutMarkup } from "../../src/matching/lyrics/markup.ts";
import { readSongTitle, withoutSuffix } from "../../src/matching/lyrics/song-title.ts";
import { readTitle } from "../../src/matching/typed/readings.ts";
import { recogniseAlbum, recogniseArtist } from "../../src/matching/typed/recognise.ts";
import { dropEditionWords } from "../../src/matching/titles/relax.ts";
import { spellingsOf } from "../../src/matching/text/spellings.ts";
import { takeApart } from "../../src/matching/titles/title.ts";
import { placeOfNumber } from "../../src/matching/editions/track-place.ts";
import { meansVarious } from "../../src/matching/artists/various-artists.ts";
import { plainText, shortText } from "../../src/plain-text.ts";

/** Everything that reads a text from outside. */
const readers = {
  readTitle,
  takeApart,
  readArtist: readArtistWords,
  primaryArtist,
  readSongTitle,
  withoutSuffix,
  dropEditionWords,
  isEditionNote,
  isEditionTail,
  recogniseAlbum,
  recogniseArtist,
  readBarcode,
  spellingsOf,
  normaliseForLrclib,
  withoutMarkup,
  placeOfNumber,
  meansVarious,
  foldedText,
  plainText,
  shortText: (text: string) => shortText(text, 80),
};

/** What once took a time that grew with the square of it, and its kin. */
const hostile: Record<string, (times: number) => string> = {
  blanks: (times) => " ".repeat(times),
  "blanks between": (times) => `a${" ".repeat(times)}b`,
  "a by a by a": (times) => "a by ".repeat(times) + "a",
  dashes: (times) => "a - ".repeat(times),
  "blank and dash": (times) => " -".repeat(times),
  "a feat. a": (times) => "a feat. ".repeat(times),
  "a, a & a": (times) => "a, a & ".repeat(times),
  "a and a": (times) => "a and ".repeat(times),
  "open brackets": (times) => "(".repeat(times),
  brackets: (times) => "(a) [b] ".repeat(times),
  "brackets that never close": (times) => "(a [b ".repeat(times),
  "edition words": (times) => "Deluxe Edition ".repeat(times),
  "soundtrack words": (times) => "Original Motion Picture Soundtrack ".repeat(times),
  volumes: (times) => "Vol. 1 ".repeat(times),
  digits: (times) => "1".repeat(times),
  "roman numbers": (times) => "xiv ".repeat(times),
  marks: (times) => "e\u0301\u0301".repeat(times),
  "nobody sees them": (times) => "\u200b\u00ad ".repeat(times),
  slashes: (times) => "/a".repeat(times),
  "an address without end": (times) => `https://musicbrainz.org/${"release/".repeat(times)}`,
  tags: (times) => "<a <b>".repeat(times),
  escapes: (times) => "\u001b[1".repeat(times),
};

const few = 10_000;
const many = 40_000;
/** Nobody waits for this long, and the square of it would be far beyond. */
const plentyMs = 300;

/** Processor time in ms, which does not grow when others use the machine. Each test file has a process of its own. */
function bestOf(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.cpuUsage();
    work();
    return process.cpuUsage(from).user / 1000;
  });
  return Math.min(...times);
}

test.each(Object.entries(readers))(
  "%s takes a time that grows with the text, not with its square",
  (_, read) => {
    const slow = Object.entries(hostile).flatMap(([name, make]) => {
      const [short, long] = [make(few), make(many)];
      if (bestOf(1, () => read(long)) < plentyMs) return [];
      const [some, more] = [bestOf(3, () => read(short)), bestOf(3, () => read(long))];
      // Four times as long: 4 times the time if it is linear, 16 if it is the square.
      return more < plentyMs || more / some < 9
        ? []
        : [`${name}: ${Math.round(some)} ms, then ${Math.round(more)} ms`];
    });
    expect(slow).toEqual([]);
  },
);
