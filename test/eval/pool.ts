import { existsSync, readdirSync, readFileSync } from "node:fs";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import type { AlbumCandidate, CandidateArtist } from "../../src/matching/candidate.ts";

/** Recorded answers beside the checkout; the evaluation does without them and says so. */
const recordings = new URL("../../../shared/data/musicbrainz/", import.meta.url);

export interface Pool {
  albums: AlbumCandidate[];
  recorded: number;
}

/** The albums written down here, and the recorded ones where they are. */
export function loadPool(): Pool {
  const own = readOwn();
  const recorded = existsSync(recordings) ? readRecorded() : [];
  return { albums: [...recorded, ...own], recorded: recorded.length };
}

const rowsOf = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

const listOf = (text: string | undefined): string[] => (text ?? "").split("|").filter((item) => item !== "");

/** Synthetic, and seen to be; and among equal hits, which stand by MBID, the last. */
const syntheticMbid = (kind: "a" | "b", number: number): string =>
  `ffffffff-0000-4000-${kind}000-${String(number).padStart(12, "0")}`;

function readOwn(): AlbumCandidate[] {
  const described = new Map(rowsOf("artists.tsv").map((row) => [row[0]!, row]));
  const numbers = new Map<string, number>();
  const artist = (key: string): Omit<CandidateArtist, "joinPhrase"> => {
    const known = recordedMbids[key];
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    const [, sortName, aliases] = described.get(key) ?? [];
    const name = key.replace(/#\d$/, "");
    const mbid = known ?? syntheticMbid("b", numbers.get(key)!);
    return { mbid, name, creditedAs: name, aliases: listOf(aliases), ...(sortName && { sortName }) };
  };
  return rowsOf("pool.tsv").map((row, index) => {
    const [title, credit, year, types, disambiguation, aliases, releases] = row as [
      string,
      string,
      ...string[],
    ];
    const [primaryType, secondary] = types!.split("+");
    const parts = credit.split("|");
    return {
      mbid: syntheticMbid("a", index + 1),
      title,
      aliases: listOf(aliases),
      artists: parts
        .filter((_, at) => at % 2 === 0)
        .map((key, at) => ({ ...artist(key), joinPhrase: parts[at * 2 + 1] ?? "" })),
      primaryType: primaryType!,
      secondaryTypes: secondary?.split(",") ?? [],
      firstReleaseDate: year!,
      releaseCount: Number(releases),
      ...(disambiguation && { disambiguation }),
    };
  });
}

/** Artists that are recorded too have their own MBIDs, so that the two halves of the pool are one. */
const recordedMbids: Record<string, string> = {
  "Various Artists": variousArtistsMbid,
  "Pink Floyd": "83d91898-7763-47d7-b03b-b92132375c47",
  Nirvana: "5b11f4ce-a62d-471e-81fc-a69a8278c7da",
  Metallica: "65f4f0c5-ef9e-490c-aee3-909e7ae6b2ab",
  "Bob Dylan": "72c536dc-7137-4477-a521-567eeb840fa8",
  "Ed Sheeran": "b8a7c51f-362c-4dcb-a259-bc6e0095f0a6",
  "Johann Sebastian Bach": "24f1766e-9635-4d58-a4d4-9413f9f98a4c",
  "Murray Perahia": "71131221-cda2-4d28-8348-4574412d9c9f",
};

interface Document {
  id: string;
  title: string;
  disambiguation?: string;
  "first-release-date"?: string;
  "primary-type"?: string;
  "secondary-types"?: string[];
  count?: number;
  "artist-credit": { name?: string; joinphrase?: string; artist: { id: string; name: string } }[];
}

interface ArtistFile {
  id: string;
  "sort-name"?: string;
  aliases?: { name: string }[];
}

function readRecorded(): AlbumCandidate[] {
  const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, recordings), "utf8")) as T;
  const artists = new Map(
    readdirSync(new URL("artist/", recordings)).map((file) => {
      const artist = read<ArtistFile>(`artist/${file}`);
      return [artist.id, artist] as const;
    }),
  );
  return read<Document[]>("search-index.json").map((document) => ({
    mbid: document.id,
    title: document.title,
    aliases: [],
    artists: document["artist-credit"].map(({ name, joinphrase, artist }) => ({
      mbid: artist.id,
      name: artist.name,
      creditedAs: name ?? artist.name,
      joinPhrase: joinphrase ?? "",
      sortName: artists.get(artist.id)?.["sort-name"] ?? artist.name,
      aliases: (artists.get(artist.id)?.aliases ?? []).map((alias) => alias.name),
    })),
    secondaryTypes: document["secondary-types"] ?? [],
    ...(document["primary-type"] && { primaryType: document["primary-type"] }),
    ...(document["first-release-date"] && { firstReleaseDate: document["first-release-date"] }),
    ...(document.disambiguation && { disambiguation: document.disambiguation }),
    ...(document.count !== undefined && { releaseCount: document.count }),
  }));
}
