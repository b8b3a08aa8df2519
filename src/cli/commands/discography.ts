import { idOfKind } from "../../facts.ts";
import type { WorkingContext } from "../../composition/working.ts";
import { exitCodes, UserError } from "../../errors.ts";
import type { AlbumFacts, ArtistFacts } from "../../facts.ts";
import type { ImportResult } from "../../importers/flow/result.ts";
import { yearOf } from "../../library/items/albums.ts";
import { getArtist } from "../../library/items/artists.ts";
import { findByIdentifier, listIdentifiers } from "../../library/identity/identifiers.ts";
import { findUnwanted } from "../../library/write/decisions/wanted.ts";
import { nameOfSame } from "../../lists/lists.ts";
import {
  browseDiscography,
  entriesOfAlbums,
  mbidOfAlbum,
  parseTypes,
  refuseNothingWanted,
  type WantedDiscography,
} from "../../lists/discography.ts";
import { argumentQuoted, plainText } from "../../plain-text.ts";
import type { Io } from "../io/io.ts";
import { tellingSoFar } from "../ending/stopped.ts";
import { createOutput, type Output } from "../io/output.ts";
import { renderTable } from "../layout/table.ts";
import { runListOf } from "./run-list.ts";
import { countText } from "../../counts.ts";

export interface DiscographyFlags {
  type?: string;
  exclude?: string;
  from?: number;
  to?: number;
  dryRun?: boolean;
  background?: boolean;
  events?: boolean;
  json?: boolean;
}

/** @throws UserError for flags that name no type, or leave nothing to want. */
export function wantedOf({ type, exclude, from, to }: DiscographyFlags): WantedDiscography {
  const wanted = {
    types: parseTypes("--type", type),
    excluded: parseTypes("--exclude", exclude),
    from,
    to,
  };
  refuseNothingWanted(wanted);
  return wanted;
}

/** The albums of an artist that was found, as a list of their own; in a dry run they are listed. @returns the exit code. */
export async function importDiscography(
  context: WorkingContext,
  found: ImportResult<ArtistFacts>,
  flags: DiscographyFlags,
  io: Io,
): Promise<number> {
  const wanted = wantedOf(flags);
  const artist = artistOf(context, found);
  const browse = () => browseDiscography(context.importing, artist.mbid, wanted);
  const discography = await tellingSoFar(io, () => "they were not listed to their end", browse);
  if (!discography) {
    throw new UserError(`MusicBrainz has no artist ${artist.mbid}`, {
      hint: `by the name: importer artist ${argumentQuoted(artist.name)}`,
      exitCode: exitCodes.notFound,
    });
  }
  const output = createOutput(io, flags);
  for (const odd of discography.odd) output.remark(plainText(odd));
  if (flags.dryRun) return listAlbums(context, artist, discography.albums, output);
  output.remark(
    `${countText(discography.albums.length, "album")} of ${discography.total} by ${plainText(artist.name)}`,
  );
  const name = nameOfSame(context.db, `albums of ${artist.name}`, artist.mbid);
  const entries = entriesOfAlbums(discography.albums);
  return runListOf(context, { name, entries }, { ...flags, products: true }, io);
}

function artistOf(
  { db }: WorkingContext,
  { itemId, preview }: ImportResult<ArtistFacts>,
): { mbid: string; name: string } {
  const identifiers = itemId === undefined ? preview[0]!.identifiers : listIdentifiers(db, "artist", itemId);
  const name = itemId === undefined ? preview[0]!.name : (getArtist(db, itemId)?.name ?? "");
  const mbid = idOfKind(identifiers, "musicbrainz_artist");
  if (mbid !== undefined) return { mbid, name };
  throw new UserError(`${plainText(name)} is known by name only`, {
    hint: `importer artist --id ${itemId} -f finds out who that is`,
    exitCode: exitCodes.notFound,
  });
}

function listAlbums(
  { db }: WorkingContext,
  artist: { mbid: string; name: string },
  albums: AlbumFacts[],
  output: Output,
): number {
  const rows = albums.map((album) => {
    const mbid = mbidOfAlbum(album) ?? "";
    const [id] = findByIdentifier(db, "album", "musicbrainz_release_group", [mbid]);
    const { title, primaryType, secondaryTypes, firstReleaseDate } = album;
    return {
      mbid,
      title,
      artists: album.credits.map(({ artist: { name }, creditedAs, joinPhrase }) => {
        return { name, creditedAs, joinPhrase };
      }),
      primaryType,
      secondaryTypes: secondaryTypes ?? [],
      firstReleaseDate,
      releaseYear: yearOf(firstReleaseDate),
      albumId: id ?? null,
      ...(findUnwanted(db, "album", album.identifiers) && { notWanted: true }),
    };
  });
  output.document({ dryRun: true, artist, albums: rows, outcome: "done" });
  output.line(
    renderTable(
      rows,
      [
        { title: "year", value: ({ releaseYear }) => releaseYear },
        { title: "title", value: ({ title }) => title, flexible: true },
        {
          title: "type",
          value: (row) => [row.primaryType, ...row.secondaryTypes].filter((type) => type).join(" + "),
        },
        { title: "mbid", value: ({ mbid }) => mbid },
        {
          title: "album",
          value: ({ albumId, notWanted }) => (notWanted ? "not wanted" : albumId),
          align: "right",
        },
      ],
      output,
    ),
  );
  output.line(`${countText(rows.length, "album")}; nothing was written (--dry-run)`);
  return exitCodes.done;
}
