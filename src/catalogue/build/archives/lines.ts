/** Box sets are several MB long; nothing sensible comes near this. */
const longestLine = 64 * 1024 * 1024;

/** Splits bytes into lines; the last one needs no newline. A line that never ends is refused before it fills the memory. */
export function createLines(onLine: (line: Buffer) => void, refuse: (why: string) => never) {
  let kept: Buffer[] = [];
  let length = 0;
  const keep = (piece: Buffer): void => {
    kept.push(Buffer.from(piece));
    length += piece.length;
    if (length > longestLine) refuse(`a document in it is longer than ${longestLine / 1024 ** 2} MB`);
  };
  return {
    push(chunk: Buffer): void {
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        const piece = chunk.subarray(from, to);
        from = to + 1;
        if (length === 0) {
          onLine(piece);
          continue;
        }
        keep(piece);
        const line = Buffer.concat(kept);
        [kept, length] = [[], 0];
        onLine(line);
      }
      if (from < chunk.length) keep(chunk.subarray(from));
    },
    end(): void {
      if (length > 0) onLine(Buffer.concat(kept));
      [kept, length] = [[], 0];
    },
  };
}
