import type { FormatDocument } from "../documents.ts";

/** One medium as its format is called, and how many there are. */
export interface MediumFormat {
  name: string;
  /** As it may stand before a position: `CD1-3`. */
  prefix: string;
}

type Formats = FormatDocument[] | null | undefined;

/** Boxes and notes about all media are none themselves. */
const noMedia = new Set(["box set", "all media"]);
const mostMedia = 200;

/** A medium for each that the formats count; files count as one, however many they are. */
export function mediaOfFormats(formats: Formats): MediumFormat[] {
  return (formats ?? []).flatMap((format) => {
    const raw = (format.name ?? "").trim();
    if (raw === "" || noMedia.has(raw.toLowerCase())) return [];
    const count = raw.toLowerCase() === "file" ? 1 : Math.min(Math.max(format.qty ?? 1, 1), mostMedia);
    return Array.from({ length: count }, () => ({
      name: formatName(raw, format),
      prefix: raw.toLowerCase(),
    }));
  });
}

/** As MusicBrainz calls it, where that is another word. */
const calledOtherwise: Record<string, string> = { File: "Digital Media", CDr: "CD-R", DVDr: "DVD-R" };

function formatName(name: string, { descriptions }: FormatDocument): string {
  const size = name === "Vinyl" ? (descriptions ?? []).find((each) => /^\d{1,2}"$/.test(each)) : undefined;
  return size === undefined ? (calledOtherwise[name] ?? name) : `${size} ${name}`;
}

const descriptionsOf = (formats: Formats): Set<string> =>
  new Set(
    (formats ?? []).flatMap(({ name, descriptions }) =>
      [name ?? "", ...(descriptions ?? [])].map((each) => each.toLowerCase()),
    ),
  );

/** Primary and secondary types as MusicBrainz calls them. "LP" is a size as well: EP and Single come first. */
export function typesOf(
  formats: Formats,
  styles: string[] | null | undefined,
): { primaryType: string | null; secondaryTypes: string[] } {
  const said = descriptionsOf(formats);
  const has = (...words: string[]): boolean => words.some((word) => said.has(word));
  const primaryType = has("ep", "mini-album")
    ? "EP"
    : has("single", "maxi-single")
      ? "Single"
      : has("album", "lp", "compilation", "sampler", "mixed")
        ? "Album"
        : null;
  const isSoundtrack = (styles ?? []).some((style) => style.toLowerCase() === "soundtrack");
  const secondaryTypes = [
    ...(has("compilation", "sampler") ? ["Compilation"] : []),
    ...(has("mixed") ? ["DJ-mix"] : []),
    ...(isSoundtrack ? ["Soundtrack"] : []),
  ];
  return { primaryType, secondaryTypes };
}

export function statusOf(formats: Formats): "Official" | "Promotion" | "Bootleg" {
  const said = descriptionsOf(formats);
  if (said.has("unofficial release") || said.has("partially unofficial")) return "Bootleg";
  const isPromotion = ["promo", "white label", "test pressing"].some((word) => said.has(word));
  return isPromotion ? "Promotion" : "Official";
}
