import { countText } from "../../counts.ts";
import type { ImporterEvents } from "../../events.ts";

/** Numbers in words. */

/** `12 albums, 9 artists, 140 tracks`. */
export const heldText = (held: { albums: number; artists: number; tracks: number }): string =>
  [countText(held.albums, "album"), countText(held.artists, "artist"), countText(held.tracks, "track")].join(
    ", ",
  );

/** `waiting 12 s for musicbrainz (one request in 1.1 s)`. */
export const waitingText = ({ source, waitMs, reason }: ImporterEvents["gate-waiting"]): string =>
  `waiting ${Math.ceil(waitMs / 1000)} s for ${source} (${reason})`;

/** `3.5 s`, `40 s`, `14 min`, `2 h 5 min`. */
export function timeText(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 && !Number.isInteger(seconds) ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A pace is told by so much of the work after so long, or by less after longer. */
const paces = [
  { done: 5, ms: 1_000 },
  { done: 1, ms: 10_000 },
];

/** Linear extrapolation: `3 min left`; empty until the pace tells anything, and at the end. */
export function leftText({
  done,
  total,
  elapsedMs,
}: {
  done: number;
  total: number;
  elapsedMs: number;
}): string {
  const isTold = paces.some((least) => done >= least.done && elapsedMs >= least.ms);
  if (!isTold || done >= total) return "";
  return `${timeText(Math.ceil(((elapsedMs / done) * (total - done)) / 1000))} left`;
}

/** `340 KB`, `12.3 MB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(power < 2 ? 0 : 1)} ${units[power]}`;
}

/** ` (did you mean …?)`, behind what was typed; nothing where no name is near. */
export const meantText = (nearest: string | undefined): string =>
  nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
