import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";

const songsOf = (tracks: { recording: { title: string; lengthMs: number | null } }[]): Song[] =>
  tracks.map(({ recording }) => [recording.title, recording.lengthMs ?? 200_000]);
const [cd] = nevermind.releases;
const odd: Song[] = [
  ...songsOf(desireByU2.releases[0]!.media[0]!.tracks!).slice(0, 2),
  ["Of Our Own", 61_000],
];

/** An album whose tags name a release, one of words alone that several may mean, and one whose last file fits no release of it. */
export function writeMusic(folder: string): string {
  const tagged = { ALBUM: nevermind.title, ARTIST: "Nirvana", MUSICBRAINZ_ALBUMID: cd!.id };
  writeAlbum(join(folder, "nevermind"), tagged, songsOf(cd!.media[0]!.tracks!).slice(0, 4));
  const desire = songsOf(desireByBobDylan.releases[0]!.media[0]!.tracks!).slice(0, 3);
  writeAlbum(join(folder, "desire"), { ALBUM: "Desire", ARTIST: "Bob Dylan" }, desire);
  writeAlbum(join(folder, "odd"), { ALBUM: "Desire", ARTIST: "U2" }, odd);
  return folder;
}

/** What people do to their files between two scans: other tags, a file that is not there any more, one that is there twice. */
export function editMusic(folder: string, pick: <T>(from: readonly T[]) => T): void {
  const title = pick(["Desire", "Other", "Nevermind"]);
  const edits = [
    () => writeAlbum(join(folder, "odd"), { ALBUM: title, ARTIST: pick(["U2", "Somebody"]) }, odd),
    () => rmSync(join(folder, "desire", `0${pick([1, 2])}.flac`), { force: true }),
    () => cpSync(join(folder, "nevermind"), join(folder, "copy"), { recursive: true }),
    () => rmSync(join(folder, "copy"), { recursive: true, force: true }),
  ];
  pick(edits)();
}

/** A list with rows that are known, that several albums may mean, and that nobody has. */
export function writeList(folder: string): string {
  const path = join(folder, "list.csv");
  writeFileSync(path, "artist,title\nNirvana,Nevermind\nU2,Desire\n,Desire\nNobody,No Such Thing At All\n");
  return path;
}
