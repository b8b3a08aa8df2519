import { ageInDays, dayOf, oldAfterDays } from "../../../stamp.ts";
import { creditText, type Identifier } from "../../../facts.ts";
import type * as library from "../../../library/details/show.ts";
import type { ShownLink } from "../../../library/details/show.ts";
import type { Job } from "../../../jobs/operators/inspect.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { fileWords, showAlbumTracks } from "./album-tracks.ts";
import { typeOf } from "../imports/candidates.ts";
import { discogsCredit } from "../imports/notices.ts";
import { productWords } from "./products.ts";
import { renderTable } from "../../layout/table.ts";
import { duration, localTime, pad } from "../../layout/text.ts";
import { printUpstream } from "./upstream.ts";
import { countText } from "../../../counts.ts";

type Found<F extends (...args: never[]) => unknown> = NonNullable<ReturnType<F>>;
type Media = Found<typeof library.showRelease>["media"];

/** One item on a screen, part under part. */

export function printAlbum(output: Output, album: Found<typeof library.showAlbum>, jobOf: JobOf): void {
  const artists = creditText(album.artists);
  output.line(`${output.colour.bold(plainText(album.title))} — ${plainText(artists)}`);
  field(output, "type", typeOf(album));
  field(output, "released", album.firstReleaseDate);
  field(output, "note", album.disambiguation);
  field(output, "genres", album.genres.join(", "));
  field(output, "cover", coverWords(album.cover));
  field(output, "yours", ownedWords(album.ownedRelease));
  printUpstream(output, "album", { ...album, id: album.id! });
  showIdentifiers(output, album.identifiers);
  showLinks(output, album.links);
  if (album.releases.length === 0) {
    const next = album.ref ? `importer releases ${album.id}` : `importer album --id ${album.id}`;
    output.line(`\nno releases yet; to ${album.ref ? "import them now" : "identify it"}: ${next}`);
  } else {
    output.line(`\n${output.colour.bold(countText(album.releases.length, "release"))}`);
    output.line(renderTable(album.releases, releaseColumns, output));
  }
  showMedia(output, album.media);
  if (album.tracks.length > 0) {
    output.line(`\n${output.colour.bold(`${countText(album.tracks.length, "track")} with files`)}`);
    showAlbumTracks(output, album.tracks);
  }
  showRuns(output, album.runs, jobOf);
  if (album.runs.some(({ provider, outcome }) => provider === "discogs" && outcome === "found"))
    output.line(discogsCredit);
}

const saidBy = {
  file: "by its files' tags",
  person: "as you said",
  track_list: "by number, titles and lengths of its files",
} as const;

/** The edition that the user has, and who said so. */
function ownedWords(owned: Found<typeof library.showAlbum>["ownedRelease"]): string | null {
  if (!owned) return null;
  const words = [owned.releasedOn, owned.country, owned.format].filter(Boolean).join(" ");
  return `${[`release ${owned.id}`, words].filter(Boolean).join(", ")}: ${saidBy[owned.by!]}`;
}

export function printArtist(output: Output, artist: Found<typeof library.showArtist>, jobOf: JobOf): void {
  output.line(output.colour.bold(plainText(artist.name)));
  field(output, "sorted", artist.sortName);
  field(output, "kind", artist.kind);
  field(output, "country", artist.country);
  field(output, "places", artist.places.join(", "));
  field(output, "from", artist.beganOn);
  field(output, "until", artist.endedOn);
  field(output, "note", artist.disambiguation);
  field(output, "genres", artist.genres.join(", "));
  printUpstream(output, "artist", artist);
  showIdentifiers(output, artist.identifiers);
  showLinks(output, artist.links);
  showRuns(output, artist.runs, jobOf);
}

export function printRelease(output: Output, release: Found<typeof library.showRelease>): void {
  output.line(
    `${output.colour.bold(plainText(release.title))} — ${plainText(release.artistCredit ?? "")} [album ${release.albumId}]`,
  );
  field(output, "released", [release.releasedOn, release.country].filter(Boolean).join(" "));
  field(output, "status", release.status);
  field(output, "format", release.format);
  field(output, "packaging", release.packaging);
  field(output, "barcode", release.barcode === "" ? "none" : release.barcode);
  const labels = release.labels.map(({ label, catalogNumber }) =>
    [label, catalogNumber].filter(Boolean).join(" "),
  );
  field(output, "labels", labels.join(", "));
  field(output, "note", release.disambiguation);
  printUpstream(output, "release", release);
  showIdentifiers(output, release.identifiers);
  showLinks(output, release.links);
  showMedia(output, release.media);
}

/** Nobody was asked yet, or whoever was asked has none. */
const statusWords = {
  unknown: "not asked for yet",
  not_fetched: "not asked for yet",
  fetching: "being asked for",
  available: "available",
  instrumental: "instrumental",
  absent: "none found",
  unavailable: "none found",
};

export function printTrack(output: Output, track: Found<typeof library.showTrack>): void {
  output.line(`${output.colour.bold(plainText(track.title))} — ${plainText(track.artistCredit ?? "")}`);
  field(output, "album", track.album);
  field(output, "length", duration(track.lengthMs));
  field(output, "note", track.disambiguation);
  const override = track.lyricsOverride && `${track.lyricsOverride} by hand`;
  field(
    output,
    "lyrics",
    [statusWords[track.lyricsStatus], lyricsWords(track.lyrics), override].filter(Boolean).join(", "),
  );
  field(
    output,
    "artwork",
    [statusWords[track.artworkStatus], coverWords(track.cover)].filter(Boolean).join(", "),
  );
  for (const { state, error, ...file } of track.files) {
    field(output, "file", fileWords({ ...file, state: error ?? state }));
  }
  printUpstream(output, "track", track);
  showIdentifiers(output, track.identifiers);
  for (const { id, title, releasedOn, country, medium, number } of track.releases) {
    const words = [title, releasedOn, country].filter(Boolean).join(", ");
    field(output, `${medium}.${number}`, `${words} [release ${id}]`);
  }
}

type Shown = Found<typeof library.showTrack>;

/** What there is, and who told: `synced, from lrclib 900001, 2026-11-21`. */
export function lyricsWords(lyrics: Shown["lyrics"]): string | null {
  if (!lyrics) return null;
  const kind = lyrics.instrumental ? null : lyrics.synced ? "synced" : "plain";
  const source =
    lyrics.source === "person" ? "you" : [lyrics.source, lyrics.sourceId].filter(Boolean).join(" ");
  return [kind, `from ${source}`, lyrics.fetchedAt.slice(0, 10)].filter(Boolean).join(", ");
}

function coverWords(cover: Shown["cover"]): string | null {
  if (!cover) return null;
  const source = [cover.source, cover.sourceUrl].filter(Boolean).join(" ");
  return `${cover.width}×${cover.height}, from ${source}`;
}

const releaseColumns = [
  { title: "id", value: (row: Edition) => row.id, align: "right" as const },
  { title: "date", value: (row: Edition) => row.releasedOn },
  { title: "country", value: (row: Edition) => row.country },
  { title: "format", value: (row: Edition) => row.format, flexible: true },
  { title: "label", value: (row: Edition) => row.label, flexible: true },
  { title: "number", value: (row: Edition) => row.catalogNumber, flexible: true },
  { title: "barcode", value: (row: Edition) => row.barcode },
  { title: "tracks", value: (row: Edition) => row.tracks, align: "right" as const },
];
type Edition = Found<typeof library.showAlbum>["releases"][number];

function showMedia(output: Output, media: Media): void {
  for (const { position, format, title, trackCount, tracks, releaseId } of media) {
    const name = [format ?? "medium", position, title].filter(Boolean).join(" ");
    output.line(
      `\n${output.colour.bold(plainText(name))}  ${countText(trackCount, "track")} [release ${releaseId}]`,
    );
    const columns = [
      { title: "", value: (track: Track) => track.number, align: "right" as const },
      { title: "title", value: titleOf, flexible: true },
      { title: "length", value: (track: Track) => duration(track.lengthMs), align: "right" as const },
      { title: "id", value: (track: Track) => track.trackId, align: "right" as const },
    ];
    output.line(tracks.length > 0 ? renderTable(tracks, columns, output) : "  its tracks are not known");
  }
}
type Track = Media[number]["tracks"][number];
const titleOf = ({ title, kind }: Track): string => (kind === "track" ? title : `${title} (${kind})`);

function showIdentifiers(output: Output, identifiers: Identifier[]): void {
  for (const { kind, value } of identifiers) field(output, kind, value, 26);
}

function showLinks(output: Output, links: ShownLink[]): void {
  for (const link of links) {
    field(output, link.source, link.url, 26);
    if (link.product) field(output, "", productWords(link.product), 26);
  }
}

type Run = Found<typeof library.showAlbum>["runs"][number];
/** The job of this id; undefined of one that is no longer kept. */
type JobOf = (id: number) => Pick<Job, "state" | "finishedAt" | "lastError"> | undefined;

function showRuns(output: Output, runs: Run[], jobOf: JobOf): void {
  if (runs.length === 0) return;
  output.line(`\n${output.colour.bold("where it came from")}`);
  for (const run of runs) {
    const { outcome, at, error } = endingOf(run, jobOf);
    const trouble = error == null ? "" : `: ${error}`;
    field(
      output,
      `${run.importer} importer`,
      `${run.provider} ${outcome} ${localTime(at).slice(0, 16)}${dumpOf(run.evidence)}${trouble}`,
      26,
    );
  }
}

interface Ending {
  outcome: string;
  /** ms UTC. */
  at: number;
  error: string | null | undefined;
}

/** What was queued stands as its job does: that it once waited tells nothing when it is done. */
function endingOf({ outcome, finishedAt, errors, evidence }: Run, jobOf: JobOf): Ending {
  const queuedAt = Date.parse(finishedAt);
  const { job: id } = (evidence ?? {}) as { job?: unknown };
  if (outcome !== "queued" || typeof id !== "number") return { outcome, at: queuedAt, error: errors[0] };
  const { state = "done", finishedAt: endedAt, lastError } = jobOf(id) ?? {};
  const hasEnded = state === "done" || state === "failed" || state === "cancelled";
  return {
    outcome: hasEnded ? state : outcome,
    at: (hasEnded ? endedAt : null) ?? queuedAt,
    error: state === "done" ? undefined : lastError,
  };
}

/** Of which day a fact is that the web was not asked for. */
function dumpOf(evidence: unknown): string {
  const { catalogue } = (evidence ?? {}) as { catalogue?: unknown };
  if (typeof catalogue !== "string") return "";
  const age = ageInDays(catalogue, Date.now());
  const remedy = age >= oldAfterDays ? ": importer catalogue update" : "";
  return ` (dump of ${dayOf(catalogue)}, ${countText(age, "day")} old${remedy})`;
}

function field(output: Output, name: string, value: string | null, width = 10): void {
  if (value) output.line(`  ${output.colour.dim(pad(plainText(name), width))} ${plainText(value)}`);
}
