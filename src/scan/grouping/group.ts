import type { NamedCredit } from "../../library/scanned/tagged.ts";
import { variousArtistsMbid, variousArtistsName } from "../../matching/artists/various-artists.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { groupBy } from "../group-by.ts";
import { albumFolderOf, discOfFolder } from "../walk/album-folder.ts";
import { creditsOfPeople, mainName } from "./credits.ts";
import type { PendingFile } from "../walk/survey.ts";
import { isVariousOrFolder } from "../tags/path-names.ts";
import type { FileTags } from "../tags/tags.ts";

export interface TaggedFile {
  file: PendingFile;
  tags: FileTags;
  audioHash: string | null;
  hasPicture: boolean;
}

/** Files of one album that lie together; or, with `title` null, files of no album. */
export interface AlbumGroup {
  /** Where the whole album lies: above "Disc 1". */
  folder: string;
  title: string | null;
  credits: NamedCredit[];
  /** The tags say who the album is by; else it was worked out from the tracks at hand. */
  isCreditTagged: boolean;
  /** Another album of this title, by somebody else, lies in the same folder. */
  isParted: boolean;
  files: TaggedFile[];
}

/** A file's place on its album, as `2.7`; `""` without a number. */
export function placeOnAlbum(each: TaggedFile): string {
  const { number } = each.tags;
  return number === null ? "" : `${discOf(each) ?? 1}.${number}`;
}

/** What the tags say, else the folder's name. */
export const discOf = ({ tags, file }: TaggedFile): number | null =>
  tags.disc ?? discOfFolder(file.folder.path);

export const variousArtists: NamedCredit = {
  name: variousArtistsName,
  mbid: variousArtistsMbid,
  creditedAs: variousArtistsName,
  joinPhrase: "",
};

/** Parts the files of one folder by album. Those that name their album exactly come first: others may follow them. */
export function groupByAlbum(files: TaggedFile[]): AlbumGroup[] {
  const groups = groupBy(files, ({ tags }) => albumKeyOf(tags));
  const parted = [...groups.values()].flatMap((group) => {
    const parts = partByArtist(group);
    return parts.map((part) => groupOf(part, parts.length > 1));
  });
  return parted.sort((a, b) => exactness(b) - exactness(a));
}

function albumKeyOf({ album, albumArtist, releaseGroupMbid, releaseMbid }: FileTags): string {
  if (album === null) return "";
  const artist = albumArtist ? foldName(albumArtist.text) : "";
  return [foldTitle(album), artist, releaseGroupMbid ?? releaseMbid ?? ""].join("|");
}

const exactness = ({ files }: AlbumGroup): number =>
  files.some(({ tags }) => tags.releaseGroupMbid ?? tags.releaseMbid) ? 1 : 0;

/**
 * Two albums called "Greatest Hits" in one folder, without album artists: both have a first track. On a
 * compilation, each track number is there once.
 */
function partByArtist(group: TaggedFile[]): TaggedFile[][] {
  const { tags } = group[0]!;
  if (tags.album === null || tags.albumArtist || isCompilation(group)) return [group];
  const owners = new Map<string, string>();
  const collide = group.some((each) => {
    if (each.tags.number === null) return false;
    const [place, artist] = [placeOnAlbum(each), artistKeyOf(each)];
    const owner = owners.get(place);
    owners.set(place, owner ?? artist);
    return owner !== undefined && owner !== artist;
  });
  return collide ? [...groupBy(group, artistKeyOf).values()] : [group];
}

const artistKeyOf = ({ tags }: TaggedFile): string => foldName(mainName(tags.artist?.text ?? ""));
const isCompilation = (group: TaggedFile[]): boolean => group.some(({ tags }) => tags.isCompilation);

function groupOf(files: TaggedFile[], isParted: boolean): AlbumGroup {
  const [first] = files;
  const { tags, file } = first!;
  const common = { folder: albumFolderOf(file.folder.path), title: tags.album, isParted, files };
  if (tags.albumArtist) return { ...common, credits: albumCreditsOf(tags), isCreditTagged: true };
  return { ...common, credits: workOutCredits(files), isCreditTagged: false };
}

function albumCreditsOf({ albumArtist }: FileTags): NamedCredit[] {
  return isVariousOrFolder(albumArtist!.text) ? [variousArtists] : creditsOfPeople(albumArtist!);
}

/** Who made most of the tracks that say so; various artists where nobody did. What says nothing is by no other. */
function workOutCredits(files: TaggedFile[]): NamedCredit[] {
  if (isCompilation(files)) return [variousArtists];
  const told = files.filter((each) => artistKeyOf(each) !== "");
  const byArtist = groupBy(told.length > 0 ? told : files, artistKeyOf);
  const [most] = [...byArtist.values()].sort((a, b) => b.length - a.length);
  if (most!.length * 2 <= told.length && byArtist.size > 1) return [variousArtists];
  const whole = most!.find(
    ({ tags }) => tags.artist !== null && mainName(tags.artist.text) === tags.artist.text,
  );
  const credits = creditsOfPeople((whole ?? most![0]!).tags.artist);
  return whole ? credits : [{ ...credits[0]!, joinPhrase: "" }];
}
