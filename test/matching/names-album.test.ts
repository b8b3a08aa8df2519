import { expect, it } from "vitest";
import type { AlbumCandidate, CandidateArtist } from "../../src/matching/candidate.ts";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { mayName } from "../../src/matching/albums/names-album.ts";
import { albumQueryOf } from "../../src/importers/album/query.ts";

/** Words beside what names an album: which may be its name, and which are another's. */

const by = (name: string, aliases: string[] = [], more: Partial<CandidateArtist> = {}): CandidateArtist => {
  return { mbid: name, name, creditedAs: name, joinPhrase: "", aliases, ...more };
};
const album = (title: string, ...artists: CandidateArtist[]): AlbumCandidate => {
  return { mbid: "named", title, aliases: [], editionTitles: [], artists, secondaryTypes: [] };
};
const desire = album(
  "Desire",
  by("Bob Dylan", ["Robert Allen Zimmerman", "Боб Дилан"], { sortName: "Dylan, Bob" }),
);
const duet = album("Under Pressure", by("Queen", [], { joinPhrase: " & " }), by("David Bowie"));
const frozen = album("Frozen", by("Various Artists", [], { mbid: variousArtistsMbid }));
const credited = album("Purple Rain", by("Prince", [], { creditedAs: "Prince and The Revolution" }));
const interstellar = album("Interstellar", by("Hans Zimmer"));
const nobodys = album("Desire");
const unknowns = album("Desire", by("Unknown Artist"));

it.each<[AlbumCandidate, string, string?]>([
  [desire, "Desire"],
  [desire, "Desire", "Bob Dylan"],
  [desire, "desire", "BOB DYLAN"],
  [desire, "Desire", "Dylan, Bob"],
  [desire, "Desire", "Боб Дилан"],
  [desire, "Desire", "Robert Allen Zimmerman"],
  [desire, "Desire", "Bob Dylan feat. Emmylou Harris"],
  [desire, "Desire", "Unknown Artist"],
  [desire, "Desire", ""],
  [desire, "Desire (Deluxe Edition)", "Bob Dylan"],
  [desire, "Bob Dylan - Desire"],
  [desire, "Desire - Bob Dylan"],
  [desire, "Desire by Bob Dylan"],
  [desire, "Боб Дилан - Desire"],
  [desire, "Desire - Remastered"],
  [desire, "Desire - 2011 Remaster"],
  [desire, "Desire - Collector's Edition"],
  [desire, "Desire - Legacy"],
  [album("U2 - Desire", by("Bob Dylan")), "U2 - Desire"],
  [album("Sigur Rós", by("Björk")), "Sigur Ros", "Bjork"],
  [duet, "Under Pressure", "Queen"],
  [duet, "Under Pressure", "David Bowie and Queen"],
  [credited, "Purple Rain", "Prince"],
  [credited, "Purple Rain", "Prince & the Revolution"],
  [frozen, "Frozen", "Various Artists"],
  [frozen, "Frozen", "V.A."],
  [frozen, "Frozen", "Verschiedene Interpreten"],
  [frozen, "Various - Frozen"],
  [interstellar, "Interstellar", "Soundtrack"],
  [interstellar, "OST - Interstellar"],
  [nobodys, "Desire", "U2"],
  [unknowns, "Desire", "U2"],
])("%j may be called %j by %j", (candidate, title, artist) => {
  expect(mayName(readingsOf(title, artist), candidate)).toBe(true);
});

it.each<[AlbumCandidate, string, string?]>([
  [desire, "Nevermind"],
  [desire, "Nevermind", "Bob Dylan"],
  [desire, "Desire", "U2"],
  [desire, "Desire (Deluxe Edition)", "U2"],
  [desire, "Desire", "Various Artists"],
  [desire, "U2 - Desire"],
  [desire, "U2 - Desire (Deluxe Edition)"],
  [desire, "Desire - U2"],
  [desire, "Desire by U2"],
  [desire, "Desire by Nirvana"],
  [desire, "Nirvana – Desire"],
  [duet, "Under Pressure", "ABBA"],
  [frozen, "Frozen", "Madonna"],
  [frozen, "Madonna - Frozen"],
  [nobodys, "Nevermind", "U2"],
])("%j is not %j by %j", (candidate, title, artist) => {
  expect(mayName(readingsOf(title, artist), candidate)).toBe(false);
});

function readingsOf(title: string, artist: string | undefined) {
  const query = albumQueryOf({ title, artist });
  if (query?.kind !== "title") throw new Error(`${title} is no title`);
  return query;
}
