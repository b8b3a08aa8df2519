import { join } from "node:path";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";

/** An album whose tags name a release, one of words alone that several may mean, and one whose last file fits no release of it. */
export function writeMusic(folder: string): string {
  const songsOf = (tracks: { recording: { title: string; lengthMs: number | null } }[]): Song[] =>
    tracks.map(({ recording }) => [recording.title, recording.lengthMs ?? 200_000]);
  const [cd] = nevermind.releases;
  const tagged = { ALBUM: nevermind.title, ARTIST: "Nirvana", MUSICBRAINZ_ALBUMID: cd!.id };
  writeAlbum(join(folder, "nevermind"), tagged, songsOf(cd!.media[0]!.tracks!).slice(0, 4));
  const desire = songsOf(desireByBobDylan.releases[0]!.media[0]!.tracks!).slice(0, 3);
  writeAlbum(join(folder, "desire"), { ALBUM: "Desire", ARTIST: "Bob Dylan" }, desire);
  const odd: Song[] = [
    ...songsOf(desireByU2.releases[0]!.media[0]!.tracks!).slice(0, 2),
    ["Of Our Own", 61_000],
  ];
  writeAlbum(join(folder, "odd"), { ALBUM: "Desire", ARTIST: "U2" }, odd);
  return folder;
}
