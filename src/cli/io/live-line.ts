import type { Io } from "./io.ts";

/** From the cursor to the end of the screen: under a live line's first column there is nothing else. */
export const clearLive = "\r\u001b[J";

/** The streams on which a line stands that is drawn again: a bar, a count. */
const live = new WeakSet<object>();

/** Progress line: from now on `stream` has one, or none. */
export function markLive(stream: Io["stderr"], isLive: boolean): void {
  if (isLive) live.add(stream);
  else live.delete(stream);
}

/** Writes whole lines in the place of the live line, which is drawn again below them. */
export function writeAbove(stream: Io["stderr"], text: string): void {
  stream.write(live.has(stream) ? clearLive + text : text);
}
