import { foldName } from "../text/fold.ts";
import { readable } from "../text/readable.ts";

/** Various Artists: one artist of MusicBrainz, who has the albums of many; every MusicBrainz has it. */
export const variousArtistsMbid = "89ad4ac3-39f7-470e-963a-56509c546377";
/** Its name there. */
export const variousArtistsName = "Various Artists";
/** What stands for it within a shop's title. */
export const variousInTitles = [variousArtistsName, "Various", "V/A", "VA"];

/** What people and shops write for *Various Artists*, in their languages. */
const names = new Set(
  [
    "various artists, various, various artist, va, v a, varied artists, multiple artists, verschiedene, verschiedene künstler",
    "verschiedene interpreten, diverse interpreten, diverse artiesten, diverse artister, artistes divers, artistes variés",
    "varios, varios artistas, varios intérpretes, vários artistas, vários intérpretes, artisti vari, autori vari, interpreti vari",
    "blandade artister, eri esittäjiä, różni wykonawcy, různí interpreti, разные исполнители, разные артисты",
    "ヴァリアスアーティスト, ヴァリアス・アーティスト, オムニバス, 群星",
  ]
    .flatMap((line) => line.split(", "))
    .map(foldName),
);

/** What shops credit records to that are by several, or a film's: as they write it, and no more of it than was seen there. */
const shopNames = new Set(
  (
    "various artists|various|va|v a|diverse|diverse interpreten|diverse artists|verschiedene|verschiedene interpreten|verschiedene kunstler|" +
    "divers|divers artistes|artistes divers|artistes varies|multi artistes|compilation|varios|varios artistas|varios interpretes|artisti vari|" +
    "vari|aa vv|aavv|diverse artiesten|diverse artister|オムニバス|ヴァリアス アーティスト|ヴァリアスアーティスト|soundtrack|original soundtrack|" +
    "ost|o s t|original motion picture soundtrack|bof|b o f|original cast"
  ).split("|"),
);

/** Whether a shop credits nobody in particular. */
export const isVariousCredit = (name: string): boolean => shopNames.has(foldName(name));

/** "Various Artists - Compilation", "VA (Soundtrack)". */
const withKind = /^(.+?)\s*(?:[-–—:([]|\s)\s*(?:compilations?|soundtrack|sampler|mixed|ost)[)\]]?$/i;

/** Is this no artist's name, but the word for many? */
export function meansVarious(name: string): boolean {
  const text = readable(name);
  return names.has(foldName(text)) || names.has(foldName(withKind.exec(text)?.[1] ?? text));
}
