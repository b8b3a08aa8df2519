import type { Command } from "commander";
import type { LibraryContext } from "../../composition/working.ts";
import type { TrackRow } from "../../library/tracks.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { withImporting, withLibrary } from "../context.ts";
import type { Ending } from "../ending.ts";
import type { Io } from "../io.ts";
import { oneFlagOf } from "../one-flag.ts";
import { createOutput, type Output } from "../output.ts";
import { findItem, type Asked } from "../which.ts";

interface LyricsFlags {
  show?: boolean;
  remove?: boolean;
  replace?: string;
  refresh?: boolean;
  confirm?: boolean;
  json?: boolean;
}

export function addLyricsCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("lyrics")
    .description("the lyrics of a track, and a person's word on them")
    .argument("<track>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("--show", "what is kept, and who told (so without a flag)")
    .option("--remove", "no lyrics here, whatever is found later")
    .option("--replace <file>", "these (LRC or plain text), whatever is found later")
    .option("--refresh", "ask the sources again; what you said before is taken back")
    .option("--confirm", "keep what there is, whatever is found later")
    .option("--json", "print one JSON document")
    .action(async (which: string, flags: LyricsFlags) => {
      const word = oneFlagOf(flags, ["show", "remove", "replace", "refresh", "confirm"], "importer lyrics");
      if (word === "refresh") ending.exitCode = await refresh(io, which, flags);
      else await say(io, which, word ?? "show", flags);
    });
}

const asked = (words: string): Asked => ({ what: "track", words, command: "importer lyrics" });

type Word = "show" | "remove" | "replace" | "confirm";

/** What needs no network. */
function say(io: Io, which: string, word: Word, flags: LyricsFlags): Promise<void> {
  return withLibrary(io, async (context) => {
    const { getTrack } = await import("../../library/tracks.ts");
    const output = createOutput(io, flags);
    const { id } = await findItem(context.db, asked(which), output);
    await decide[word](context, getTrack(context.db, id)!, { output, file: flags.replace ?? "" });
    await show(context, id, output);
  });
}

interface Saying {
  output: Output;
  file: string;
}

const decide: Record<Word, (context: LibraryContext, track: TrackRow, saying: Saying) => Promise<void>> = {
  show: async () => undefined,

  async remove({ db }, { id }, { output }) {
    const { transact } = await import("../../db/transact.ts");
    const { removeLyrics } = await import("../../library/write/lyrics-override.ts");
    const isNew = await transact(db, () => removeLyrics(db, id, Date.now()));
    output.remark(
      isNew
        ? "they are removed; later searches keep to that"
        : "they are removed already; searches keep to that",
    );
  },

  async replace({ db }, { id, lengthMs }, { output, file }) {
    const { transact } = await import("../../db/transact.ts");
    const { replaceLyrics } = await import("../../library/write/lyrics-override.ts");
    const { readGivenLyrics } = await import("../../scan/lyrics/given-lyrics.ts");
    const { lostTimes, ...words } = await readGivenLyrics(file, lengthMs);
    await transact(db, () => replaceLyrics(db, id, words, Date.now()));
    output.remark("these are yours; later searches keep to that");
    if (lostTimes) output.remark("their times go on after the track has ended: only the words are kept");
  },

  async confirm({ db }, { id }, { output }) {
    const { transact } = await import("../../db/transact.ts");
    const { getLyrics } = await import("../../library/lyrics.ts");
    const { confirmLyrics } = await import("../../library/write/lyrics-override.ts");
    if (!getLyrics(db, id)) throw nothingToConfirm(id);
    const isNew = await transact(db, () => confirmLyrics(db, id, Date.now()));
    output.remark(
      isNew
        ? "they are confirmed; later searches keep to that"
        : "they are yours already; searches keep to that",
    );
  },
};

/** @returns 3 where nobody has any: what there was stays. */
async function refresh(io: Io, which: string, flags: LyricsFlags): Promise<number> {
  return withImporting(io, {}, async (context) => {
    const { refreshLyrics } = await import("../../enrichment/refresh-lyrics.ts");
    const { db, signal, importing, sources } = context;
    const output = createOutput(io, flags);
    const { id } = await findItem(db, asked(which), output);
    const asking = { db, signal, now: Date.now, transact: importing.transact };
    const outcome = await refreshLyrics(asking, (await sources.enrichment()).lyrics, id);
    if (outcome === "absent") output.remark("nobody who was asked has any; what there was stays");
    await show(context, id, output);
    return outcome === "absent" ? exitCodes.notFound : exitCodes.done;
  });
}

async function show({ db }: LibraryContext, trackId: number, output: Output): Promise<void> {
  const { getAlbum } = await import("../../library/albums.ts");
  const { showLyrics } = await import("../../library/show.ts");
  const { getTrack } = await import("../../library/tracks.ts");
  const { showTrackLyrics } = await import("../view/lyrics.ts");
  const { id, title, albumId, lengthMs, ...track } = getTrack(db, trackId)!;
  const album = albumId === null ? null : (getAlbum(db, albumId)?.title ?? null);
  const shown = {
    track: { id, title, artist: track.artistCredit, album, lengthMs },
    status: track.lyricsStatus,
    override: track.lyricsOverride,
    lyrics: showLyrics(db, trackId),
  };
  output.document(shown);
  showTrackLyrics(output, shown);
}

function nothingToConfirm(id: number): UserError {
  return new UserError(`track ${id} has no lyrics to confirm`, {
    hint: `importer lyrics ${id} --replace song.lrc, or that it shall have none: importer lyrics ${id} --remove`,
  });
}
