import { guestWord } from "../../matching/artists/guests.ts";
import { tagText } from "./names.ts";

export interface People {
  /** As one text: `Queen & David Bowie`. */
  text: string;
  /** Each alone, where the tags say so; else the text. */
  names: string[];
  /** One for each name, or none. */
  mbids: string[];
}

/** Whom a tag credits: `text` as one, `several` one by one, `ids` their MBIDs. Null where it names nobody. */
export function peopleOf(text: string | undefined, several: string[], ids: string[]): People | null {
  const names = several.map(tagText).filter((name) => name !== null);
  const whole = tagText(text) ?? (names.length > 0 ? names.join(", ") : null);
  if (whole === null) return null;
  const mbids = ids.flatMap(mbidsOf);
  const told = namesFor(names.length > 0 ? names : [whole], whole, mbids.length);
  return { text: whole, names: told, mbids: mbids.length === told.length ? mbids : [] };
}

const betweenNames = new RegExp(String.raw`\s*(?:[;/,&+]|\b(?:${guestWord}|and|with|vs\.?|x)\s)\s*`, "i");

/** One text and several ids: it names several, if it falls apart into as many. */
function namesFor(names: string[], whole: string, count: number): string[] {
  if (names.length === count || count < 2) return names;
  const parts = whole.split(betweenNames);
  return parts.length === count && parts.every((part) => part !== "") ? parts : names;
}

/** Some programs put several into one text. */
export function mbidsOf(value: unknown): string[] {
  return typeof value === "string" ? (value.toLowerCase().match(mbid) ?? []) : [];
}
const mbid = /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/g;
