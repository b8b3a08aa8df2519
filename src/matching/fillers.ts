import { plainText } from "./letters.ts";

const fillers = new Set([
  ...["unknown artist", "unknown artists", "unknown", "no artist", "artist unknown", "n/a"],
  ...["unbekannter interpret", "unbekannter künstler", "artiste inconnu", "artista desconocido"],
  ...["artista sconosciuto", "onbekende artiest", "okänd artist", "nieznany wykonawca"],
  ...["неизвестный исполнитель", "不明なアーティスト", "未知艺术家", "알 수 없는 아티스트"],
]);

/**
 * Filler: what programs (this one, too) write where nobody knows who it is by. It names no artist, and is never asked for. Bare
 * "Unknown" is a band's name; in brackets it is none.
 */
export function isFillerArtist(name: string): boolean {
  const plain = plainText(name);
  const inner = plain.replace(/^[<[({]\s*|\s*[>\])}]$/g, "");
  return fillers.has(inner) && (inner !== "unknown" || inner !== plain);
}
