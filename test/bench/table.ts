/** One measured line. Ratios come from one run; absolute figures are only beside them. */
export interface Row {
  what: string;
  measured: string;
  goal: string;
  beside?: string;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** Processor time of this process since then, in ms. */
export function cpuMsSince(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** As a Markdown table, ready for `test/bench/README.md`. */
export function renderRows(rows: Row[]): string {
  const lines = rows.map(
    ({ what, measured, goal, beside }) => `| ${what} | ${measured} | ${goal} | ${beside ?? ""} |`,
  );
  return ["| what | measured | goal | beside |", "|---|---|---|---|", ...lines].join("\n");
}
