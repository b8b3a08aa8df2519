import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** One import: the part of a room that looks, the part looked at, and between which files. */
export interface Look {
  from: string;
  to: string;
  says: string;
}

/** The folders of `src` that hold folders. */
export const roomsWithParts = (source: string): string[] =>
  readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath }) => parentPath.replaceAll("\\", "/").slice(source.length + 1))
    .filter((folder, at, all) => folder !== "" && all.indexOf(folder) === at);

/** What the parts of a room import of one another. The room's own files lie on no floor: they say what it is, and put it together. */
export function looksWithin(source: string, room: string): Look[] {
  const partOf = (file: string): string | undefined =>
    file.startsWith(`${room}/`) && file.slice(room.length + 1).includes("/")
      ? file.slice(room.length + 1).split("/")[0]
      : undefined;
  return readdirSync(join(source, room), { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(room, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      return [...text.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].flatMap(([, path = ""]) => {
        const target = posix.join(posix.dirname(file), path);
        const [from, to] = [partOf(file), partOf(target)];
        return from && to && from !== to ? [{ from, to, says: `${file} → ${target}` }] : [];
      });
    });
}

/** Looks that lie on a circle: from the part that is looked at a way leads back. */
export function looksInCircles(looks: Look[]): Look[] {
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const look of looks)
      if (look.from === from && !seen.has(look.to)) {
        seen.add(look.to);
        reach(look.to, seen);
      }
    return seen;
  };
  return looks.filter(({ from, to }) => reach(to).has(from));
}
