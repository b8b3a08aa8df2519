import { guestWord } from "../../matching/artists/guests.ts";
import type { NamedCredit } from "../../library/scanned/tagged.ts";
import type { People } from "../tags/people.ts";

/** The special artist of tracks whose maker the tags leave out. */
const unknownName = "Unknown Artist";

const guests = new RegExp(`\\s+[([]?${guestWord}\\s.*$`, "i");

/** "A feat. B" as "A": who the track is by. Other joins may be part of a name (Simon & Garfunkel). */
export function mainName(text: string): string {
  return text.replace(guests, "").trim() || text;
}

/** One credit for each name; the words between them are those of the whole text, where they can be found there. */
export function creditsOfPeople(people: People | null): NamedCredit[] {
  if (!people) return [bare(unknownName)];
  const { text, names, mbids } = people;
  if (names.length === 1) {
    const name = mainName(names[0]!);
    return [{ ...bare(name, mbids[0]), joinPhrase: text.startsWith(name) ? text.slice(name.length) : "" }];
  }
  const joins = joinsOf(text, names);
  return names.map((name, at) => ({ ...bare(name, mbids[at]), joinPhrase: joins[at]! }));
}

const bare = (name: string, mbid?: string): NamedCredit => ({
  name,
  creditedAs: name,
  joinPhrase: "",
  mbid: mbid ?? null,
});

function joinsOf(text: string, names: string[]): string[] {
  const starts: number[] = [];
  let from = 0;
  for (const name of names) {
    const at = text.indexOf(name, from);
    if (at < 0) return names.map((_, index) => usualJoin(index, names.length));
    starts.push(at);
    from = at + name.length;
  }
  return names.map((name, at) => text.slice(starts[at]! + name.length, starts[at + 1] ?? text.length));
}

const usualJoin = (index: number, count: number): string =>
  index === count - 1 ? "" : index === count - 2 ? " & " : ", ";
