import { isBlank } from "../../plain-text.ts";
import { saysAlbum } from "./lines.ts";

/** What stands around the albums of a list, whether a line or a cell alone: headings, numbers of pages, words of the program that wrote it. */

export const itIsHeading = "it is a heading, not an album";
const itIsPage = "it is the number of a page, not an album";
const itIsOrigin = "it says where the list is from, and is no album";

/** `== 1970s ==`, `--- Jazz ---`, `*** Jazz ***`, `~~ Jazz ~~`, `=== Jazz`. */
const ruled =
  /^\s*(={2,}|-{2,}|\*{3,}|~{2,}|_{2,}|[─━═]{2,}|\+{2,})\s*[\p{L}\p{N}].*?(?:\s*[=\-*~_─━═+]{2,})?\s*$/u;
/** `Jazz:`; `**Jazz**:`. */
const announced = /^[^:]*[\p{L}\p{N})\]"*_][*_]*\s?[:：][*_]*\s*$/u;
/** `1970s`, `The 80s`. */
const decade = /^(?:the\s+)?(?:(?:18|19|20)\d|['’]?\d)0['’]?s$/i;

const page =
  /^[\s–—-]*(?:page|p\.|pg\.?|seite|s\.|pagina|página|pág\.?|sivu|sida|side|strona|стр\.?|страница)\s*\d+\s*(?:of|von|de|di|van|sur|af|av|z|из|\/)\s*\d+[\s–—-]*$/iu;
const pageAlone = /^(?:page|seite|pagina|página|strona|страница)\s*\d+$/iu;

const written =
  "(?:automatically\\s+|auto-?)?(?:exported|generated|created|printed|produced|downloaded|compiled|report(?:ed)?|last\\s+(?:updated?|modified|saved|changed)|updated|exportiert|erstellt|erzeugt|gedruckt|zuletzt\\s+(?:geändert|aktualisiert)|exporté|généré|créé|imprimé|exportado|generado|creado|esportato|generato|geëxporteerd|gegenereerd)";
/** `Exported by Foo`, `Generated on 2024-01-01`; what it is that says so is a program, a day or an address. */
const origin = new RegExp(
  `^\\W*(?:(?:this|the|die|diese)\\s+(?:list|file|report|document|page|liste|datei)\\s+(?:was|is|has been|wurde)\\s+)?${written}(?:\\s+(?:by|on|with|from|using|at|via|in|am|um|von|mit|aus|par|le|avec|por|el|con|da|il|op|door|met)\\b|\\s*:).*\\S`,
  "iu",
);
const rights = /^\s*(?:©|\(c\)\s|copyright\s+(?:©|\(c\)|\d{4}))/i;

/**
 * Why this is no album; undefined where it may be one.
 * @param areAlbumsTold The others say `Artist - Title`: what would be a title elsewhere is none among them.
 */
export function whyNoAlbum(text: string, { areAlbumsTold }: { areAlbumsTold: boolean }): string | undefined {
  const said = text.slice(0, 300).trim();
  if (isBlank(said)) return undefined;
  if (saysAlbum(said)) return undefined;
  if (page.test(said) || (areAlbumsTold && pageAlone.test(said))) return itIsPage;
  if (origin.test(said) || rights.test(said)) return itIsOrigin;
  const isHeading =
    ruled.test(said) || announced.test(said) || (areAlbumsTold && (decade.test(said) || isStrong(said)));
  return isHeading ? itIsHeading : undefined;
}

/** A line that is bold all along, of Markdown or a forum. */
const isStrong = (text: string): boolean => /^(?:\*\*[^*]+\*\*|__[^_]+__|\[b\][^[\]]+\[\/b\])$/i.test(text);
