/** What a stream may be to the program: a terminal has a width. */
interface Stream {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** How much of a terminal there is. */
export interface Screen {
  /** stderr is a terminal that can move its cursor: what is under way may be shown. */
  live: boolean;
  /** Colours on stdout. */
  colour: boolean;
  /** To which tables are cut. */
  columns: number;
  /** At which words wrap, of each stream; undefined for a pipe or a file, whose reader wants whole lines. */
  wrapAt?: { stdout?: number | undefined; stderr?: number | undefined };
}

/** What a table may take where nobody says a width. */
const usualColumns = 100;

/**
 * The screen as the environment has it: `COLUMNS` counts more than the terminal, also in a pipe; `FORCE_COLOR` more than `NO_COLOR`
 * and `TERM`; a terminal of `TERM=dumb` gets plain lines.
 */
export function screenOf(
  env: Record<string, string | undefined>,
  streams: { stdout: Stream; stderr: Stream },
): Screen {
  const { COLUMNS = "", FORCE_COLOR: forced, NO_COLOR, TERM } = env;
  const said = /^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
  const widthOf = ({ isTTY, columns }: Stream): number | undefined =>
    said ?? (isTTY && columns ? columns : undefined);
  const isDumb = TERM === "dumb";
  const wrapAt = { stdout: widthOf(streams.stdout), stderr: widthOf(streams.stderr) };
  return {
    live: Boolean(streams.stderr.isTTY) && !isDumb,
    colour:
      forced === undefined
        ? Boolean(streams.stdout.isTTY) && !NO_COLOR && !isDumb
        : forced !== "0" && forced !== "false",
    columns: wrapAt.stdout ?? usualColumns,
    wrapAt,
  };
}
