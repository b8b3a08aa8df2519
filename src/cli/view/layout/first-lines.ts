/** The beginning of what is written to a stream, and how much more there was. */
export interface FirstLines {
  write(text: string): true;
  /** Lines that were not shown. */
  left(): number;
}

/** Truncation: passes on the first `most` lines to `stream`, as they come, and counts the others; blank ones are neither. */
export function firstLines(stream: { write(text: string): unknown }, most: number): FirstLines {
  let lines = 0;
  let unfinished = "";
  return {
    write(text) {
      const whole = (unfinished + text).split("\n");
      unfinished = whole.pop()!;
      for (const line of whole.filter((each) => each.trim() !== "")) {
        if (lines++ < most) stream.write(`${line}\n`);
      }
      return true;
    },
    left: () => Math.max(0, lines - most),
  };
}
