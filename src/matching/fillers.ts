import { normaliseText } from "./text/letters.ts";

const artists = new Set([
  "unknown artist",
  "unknown artists",
  "unknown",
  "no artist",
  "artist unknown",
  "n/a",
  "unbekannter interpret",
  "unbekannter künstler",
  "artiste inconnu",
  "artista desconocido",
  "artista desconhecido",
  "artista sconosciuto",
  "onbekende artiest",
  "okänd artist",
  "nieznany wykonawca",
  "неизвестный исполнитель",
  "неизвестен исполнитель",
  "不明なアーティスト",
  "未知艺术家",
  "알 수 없는 아티스트",
]);

const albums = new Set([
  "unknown album",
  "untitled album",
  "no album",
  "album unknown",
  "unbekanntes album",
  "album inconnu",
  "álbum desconocido",
  "álbum desconhecido",
  "album sconosciuto",
  "onbekend album",
  "okänt album",
  "nieznany album",
  "неизвестный альбом",
  "不明なアルバム",
  "未知专辑",
  "알 수 없는 앨범",
]);

/**
 * Filler: what programs (this one, too) write where nobody knows who it is by. It names no artist, and is never asked for. Bare
 * "Unknown" is a band's name; in brackets it is none.
 */
export function isFillerArtist(name: string): boolean {
  const plain = normaliseText(name);
  const inner = plain.replace(/^[<[({]\s*|\s*[>\])}]$/g, "");
  return artists.has(inner) && (inner !== "unknown" || inner !== plain);
}

/** What programs write in the place of an album's title. */
export const isFillerAlbum = (name: string): boolean =>
  albums.has(normaliseText(name).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
