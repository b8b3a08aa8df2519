import type { Command } from "commander";
import type { CommandEnding, Io } from "../io/io.ts";
import { addOverrideCommand, type Overridable } from "./override-command.ts";

export function addLyricsCommand(program: Command, io: Io, ending: CommandEnding): void {
  addOverrideCommand(program, lyricsOfTrack, io, ending);
}

const lyricsOfTrack: Overridable = {
  name: "lyrics",
  what: "track",
  words: { itIs: "they are", thisIs: "these are", one: "any" },
  help: {
    command: "the lyrics of a track, and a person's word on them",
    show: "what is kept, and who told (so without a flag)",
    replace: "these (LRC or plain text), whatever is found later",
    confirm: "keep what there is, whatever is found later",
  },
  example: "song.lrc",

  async remove({ db }, trackId) {
    const { transact } = await import("../../db/transact.ts");
    const { removeLyrics } = await import("../../library/write/decisions/lyrics-override.ts");
    return transact(db, () => removeLyrics(db, trackId, Date.now()));
  },

  async replace({ db }, trackId, file) {
    const { transact } = await import("../../db/transact.ts");
    const { getTrack } = await import("../../library/items/tracks.ts");
    const { replaceLyrics } = await import("../../library/write/decisions/lyrics-override.ts");
    const { readGivenLyrics } = await import("../../scan/lyrics/given-lyrics.ts");
    const { lostTimes, ...words } = await readGivenLyrics(file, getTrack(db, trackId)!.lengthMs);
    await transact(db, () => replaceLyrics(db, trackId, words, Date.now()));
    return lostTimes ? "their times go on after the track has ended: only the words are kept" : undefined;
  },

  async confirm({ db }, trackId) {
    const { transact } = await import("../../db/transact.ts");
    const { getLyrics } = await import("../../library/enrichment/lyrics.ts");
    const { confirmLyrics } = await import("../../library/write/decisions/lyrics-override.ts");
    if (!getLyrics(db, trackId)) return "none";
    const isNew = await transact(db, () => confirmLyrics(db, trackId, Date.now()));
    return isNew ? "new" : "again";
  },

  async refresh({ db, signal, importing, sources }, trackId) {
    const { refreshLyrics } = await import("../../enrichment/lyrics/refresh-lyrics.ts");
    const asking = { db, signal, now: Date.now, transact: importing.transact };
    const outcome = await refreshLyrics(asking, (await sources.enrichment()).lyrics, trackId);
    return outcome !== "absent";
  },

  async show({ db }, trackId, output) {
    const { getAlbum } = await import("../../library/items/albums.ts");
    const { showLyrics } = await import("../../library/details/show.ts");
    const { mbidOfItem } = await import("../../library/identity/identifiers.ts");
    const { getTrack, listTrackCredit } = await import("../../library/items/tracks.ts");
    const { showTrackLyrics } = await import("../view/items/lyrics.ts");
    const track = getTrack(db, trackId)!;
    const { id, title, albumId, lengthMs } = track;
    const mbid = mbidOfItem(db, "track", id);
    const artists = listTrackCredit(db, track);
    const album = albumId === null ? null : (getAlbum(db, albumId)?.title ?? null);
    const shown = {
      track: { id, mbid, title, artists, albumId, album, lengthMs },
      status: track.lyricsStatus,
      override: track.lyricsOverride,
      lyrics: showLyrics(db, trackId),
    };
    output.document(shown);
    showTrackLyrics(output, shown);
  },
};
