import type { Io } from "../../io/io.ts";
import { tell } from "../../io/output.ts";
import { createBar } from "../../io/bar.ts";
import { leftText } from "../../layout/words.ts";
import { countText } from "../../../counts.ts";

/** A reading of so many takes a while: it is shown. */
const manyTitles = 20_000;

export interface IndexingView {
  /** So many have been read. */
  read(titles: number): void;
  close(): void;
}

/** How a first reading of a library into the index goes: a bar on a terminal's stderr, plain lines elsewhere; of a few titles nothing. */
export function showIndexing(io: Io, lacking: number): IndexingView {
  if (lacking <= manyTitles) return { read: () => undefined, close: () => undefined };
  tell(io, `reading ${countText(lacking, "title")} into the index, once; what is read stays read`);
  return io.live ? showBar(io, lacking) : showPercents(io, lacking);
}

function showBar(io: Io, lacking: number): IndexingView {
  const bar = createBar(io, "{bar} {percentage} %  {value}/{total} titles  {left}");
  bar.start(lacking, { left: "" });
  const startedAt = performance.now();
  return {
    read(titles) {
      const elapsedMs = performance.now() - startedAt;
      bar.update(titles, { left: leftText({ done: titles, total: lacking, elapsedMs }) });
    },
    close: () => bar.close(),
  };
}

function showPercents(io: Io, lacking: number): IndexingView {
  let shown = 0;
  return {
    read(titles) {
      const percent = Math.floor((titles / lacking) * 100);
      if (percent < shown + 10) return;
      shown = percent - (percent % 10);
      tell(io, `${percent} %`);
    },
    close: () => undefined,
  };
}
