/** The beginning of what is written to a stream, and how much more there was. */
export interface FirstLines {
  write(text: string): true;
  /** Nothing more comes: a single line that is left is shown after all, as saying so would take as much room. Lines that were not shown. */
  end(): number;
}

/** Truncation: passes on the first `most` lines to `stream`, as they come, and counts the others; blank ones are neither. */
export function firstLines(stream: { write(text: string): unknown }, most: number): FirstLines {
  let lines = 0;
  let next = "";
  let unfinished = "";
  return {
    write(text) {
      const whole = (unfinished + text).split("\n");
      unfinished = whole.pop()!;
      for (const line of whole.filter((each) => each.trim() !== "")) {
        if (lines++ < most) stream.write(`${line}\n`);
        else if (lines === most + 1) next = `${line}\n`;
      }
      return true;
    },
    end() {
      if (lines === most + 1) stream.write(next);
      return lines === most + 1 ? 0 : Math.max(0, lines - most);
    },
  };
}
