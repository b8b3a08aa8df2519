import type { MediumFacts, TrackFacts } from "../../../facts.ts";
import type { MediumDocument, TrackDocument } from "../documents.ts";
import { isWhole } from "../../lenient.ts";
import { creditsOf, said } from "./credits-of.ts";

/**
 * A medium with everything on it: the pregap track before track 1 and the data tracks after the last stand
 * outside `tracks` in their documents, and some media have no `tracks` at all.
 */
export function mediumFactsOf(document: MediumDocument, index: number): MediumFacts {
  const tracks = [
    ...(document.pregap ? [trackFactsOf(document.pregap, 0, "pregap")] : []),
    ...(document.tracks ?? []).map((track, at) => trackFactsOf(track, track.position ?? at + 1, "track")),
  ];
  for (const track of document["data-tracks"] ?? []) {
    // Some documents count data tracks from 1 again: two tracks can't sit in one place.
    const next = Math.max(0, ...tracks.map(({ position }) => position)) + 1;
    tracks.push(trackFactsOf(track, Math.max(next, track.position ?? next), "data"));
  }
  return {
    position: document.position ?? index + 1,
    title: said(document.title),
    format: said(document.format),
    trackCount: document["track-count"] ?? tracks.length,
    tracks,
    ...(!(isWhole(document.tracks) && isWhole(document["data-tracks"])) && { isCut: true }),
  };
}

function trackFactsOf(document: TrackDocument, position: number, kind: TrackFacts["kind"]): TrackFacts {
  const { recording } = document;
  const isrcs = recording.isrcs ?? null;
  const recordingCredits = creditsOf(recording["artist-credit"]);
  const trackCredits = creditsOf(document["artist-credit"]);
  return {
    mbid: document.id?.toLowerCase() ?? null,
    position,
    number: String(document.number ?? position),
    title: document.title,
    lengthMs: document.length ?? recording.length ?? null,
    kind,
    credits: trackCredits.length > 0 ? trackCredits : recordingCredits,
    recording: {
      title: recording.title,
      lengthMs: recording.length ?? null,
      isVideo: recording.video ?? null,
      isrcs,
      disambiguation: said(recording.disambiguation),
      credits: recordingCredits.length > 0 ? recordingCredits : trackCredits,
      identifiers: [
        { kind: "musicbrainz_recording", value: recording.id.toLowerCase() },
        ...(isrcs ?? []).map((value) => ({ kind: "isrc" as const, value })),
      ],
    },
  };
}
