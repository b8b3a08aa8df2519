import type { TitleReading } from "../../../matching/typed/readings.ts";
import { dropEditionWords } from "../../../matching/titles/relax.ts";
import type { AlbumQuestion } from "../../albums/source.ts";

/** Parameters of one search. */
export type DiscogsQuery = Record<string, string>;

/** What is asked for one reading: the sharpest first, then without what is known to lose the right hit. */
export function discogsQueries(reading: TitleReading, how: AlbumQuestion["how"]): DiscogsQuery[] {
  const title = cleaned(dropEditionWords(reading.title) ?? reading.title);
  const artist = cleaned(reading.artist ?? "");
  const named = { release_title: title, ...(artist !== "" && { artist }) };
  const words = { q: [artist, title].filter(Boolean).join(" ") };
  const all =
    how === "complete"
      ? [{ type: "master", release_title: title }]
      : how === "ranked"
        ? // The artist's filter finds nobody whose name is not Latin: then the title alone.
          [
            { type: "master", ...named },
            { type: "master", release_title: title },
            { type: "release", ...named },
          ]
        : [
            { type: "master", ...words },
            { type: "release", ...words },
          ];
  const asked = all.filter(({ type: _, ...said }) => Object.values(said).some((each) => each !== ""));
  return asked.filter(
    (query, at) => asked.findIndex((other) => JSON.stringify(other) === JSON.stringify(query)) === at,
  );
}

/** Signs (`!`, `-`, `/`) and words like "CD1" lose the right hit there. */
export const cleaned = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\b(?:cd|disc|disk)\s*\d+\b/gi, " ")
    .replace(/[^\p{L}\p{N}\p{M}'’.]+/gu, " ")
    .trim();
