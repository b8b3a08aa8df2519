import { SingleBar, type Params } from "cli-progress";
import type { Bar, BarValues } from "./bars.ts";
import type { Io } from "./io.ts";
import { clearLive, markLive } from "./live-line.ts";
import { tell } from "./output.ts";
import { fit, widthOf } from "../layout/text.ts";

const [leastBar, mostBar] = [8, 30];
/** The cursor waits in the bar's first column, and cli-progress comes back to there when it ends. */
const park = "\r\u001b7";

/**
 * A bar on a terminal's stderr that fits whatever the window's width becomes. `format` holds `{bar}`, `{percentage}`,
 * `{value}`, `{total}` and names of the payload, in parts that two spaces set apart. Where there is no room, counts of nothing give way
 * first, then the bar, then the end of the line before the time that is left.
 */
export function createBar(io: Io, format: string): Bar {
  if (io.bars) return io.bars.bar(format);
  const stream = io.stderr as NodeJS.WriteStream;
  const bar = new SingleBar({
    stream,
    format: (_options, params, payload: BarValues) =>
      lineOf(format, params, payload, stream.columns || io.columns),
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    fps: 8,
    // Drawn again at each turn: a remark or a resized window took it off.
    forceRedraw: true,
  });
  // A window made narrower breaks the bar in two. The cursor stays with its beginning, so all of it can be cleared.
  bar.on("redraw-post", () => stream.write(park));
  const clearBroken = (): void => void stream.write(clearLive);
  let isShown = false;
  return {
    start(total, payload, from = 0) {
      isShown = true;
      if (stream.isTTY) markLive(stream, true);
      bar.start(total, from, payload);
      if (stream.isTTY) stream.on("resize", clearBroken);
    },
    update: (value, payload) => bar.update(value, payload),
    remark: (text) => tell({ stderr: stream, wrapAt: { stderr: stream.columns || io.wrapAt?.stderr } }, text),
    close() {
      if (!isShown) return;
      isShown = false;
      if (stream.isTTY) stream.write(clearLive);
      markLive(stream, false);
      bar.stop();
      if (stream.isTTY) stream.off("resize", clearBroken);
    },
  };
}

function lineOf(format: string, params: Params, payload: BarValues, columns: number): string {
  const { progress, value, total } = params;
  const known: BarValues = { ...payload, percentage: Math.floor(progress * 100), value, total };
  // The last column stays free: a character in it makes some terminals begin a new line.
  const room = columns - 1;
  const text = withoutZeros(fill(format, known), room);
  const size = Math.min(mostBar, room - widthOf(text.replace("{bar}", "")));
  const line = text.replace(/\{bar\}\s*/, (token) => drawn(progress, size) + token.slice(5)).trim();
  return fitBefore(line, String(payload["left"] ?? ""), room);
}

/** `0 to review` says nothing: where there is no room for it beside the least bar, it is left out. */
function withoutZeros(text: string, room: number): string {
  if (widthOf(text.replace("{bar}", "")) + leastBar <= room) return text;
  const parts = text.split("  ");
  return parts.filter((part) => !/^0 [a-z ]+$/.test(part)).join("  ");
}

/** Cut to so many columns; what it ends with stays, where that leaves as much again for the rest. */
function fitBefore(line: string, end: string, room: number): string {
  const isKept = end !== "" && line.endsWith(end) && widthOf(end) * 2 < room;
  if (widthOf(line) <= room || !isKept) return fit(line, room);
  const before = line.slice(0, -end.length).trimEnd();
  return `${fit(before, room - widthOf(end) - 2)}  ${end}`;
}

/** The format with the payload's values in the places of their names. */
export const fill = (format: string, payload: BarValues): string =>
  format.replace(/\{(\w+)\}/g, (token, name: string) => String(payload[name] ?? token));

function drawn(progress: number, size: number): string {
  if (size < leastBar) return "";
  const done = Math.round(progress * size);
  return "=".repeat(done) + "-".repeat(size - done);
}
