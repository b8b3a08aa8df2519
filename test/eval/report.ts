import type { CaseResult, Evaluation, Verdict } from "./evaluate.ts";
import { measurePairs } from "./pairs.ts";

const methods = ["importer", "beets", "Picard", "Lidarr"];

/** The whole report as text: wrong accepts first, then how often the right album was accepted. */
export function formatReport(evaluation: Evaluation): string {
  const { albums, recorded, results, setting } = evaluation;
  const source =
    recorded > 0
      ? `${albums} albums (${recorded} recorded, the others written down for this)`
      : `${albums} albums of our own; the recorded ones (../shared) are not here`;
  return [
    `${source}, among ${setting.around} others; tokens: ${setting.analyser}`,
    `${results.length} cases, ${mean(results, "ms").toFixed(2)} ms each to decide, ${mean(results, "requests").toFixed(2)} requests each`,
    formatWrongAccepts(results),
    formatDamages(results),
    formatPairs(),
  ].join("\n\n");
}

/** Of the decision's time (`ms`), or of the requests. */
export const mean = (results: CaseResult[], of: "ms" | "requests"): number =>
  results.reduce((sum, result) => sum + result[of], 0) / results.length;

export const verdictOf = (result: CaseResult, method: string): Verdict =>
  method === "importer" ? result.verdict : result.theirs[method]!;

export const countWrong = (results: CaseResult[], method = "importer"): number =>
  results.filter((result) => verdictOf(result, method) === "wrong accept").length;

/** Of the cases that have one right album, the share in which it was accepted. */
export const resolveRate = (results: CaseResult[], method = "importer"): number =>
  shareRight(results, "resolved", method);

export function shareRight(
  results: CaseResult[],
  expected: CaseResult["case"]["expected"]["outcome"],
  method = "importer",
): number {
  const asked = results.filter((result) => result.case.expected.outcome === expected);
  return asked.filter((result) => verdictOf(result, method) === "right").length / asked.length;
}

function formatWrongAccepts(results: CaseResult[]): string {
  const wrong = results.filter(({ verdict }) => verdict === "wrong accept");
  const lines = wrong.map(({ case: { damage, title, artist, year, expected }, accepted, why }) => {
    const typed = [title, artist && `by ${artist}`, year && `of ${year}`].filter(Boolean).join(" ");
    const credit = accepted!.artists.map(({ name, joinPhrase }) => name + joinPhrase).join("");
    const taken = `${accepted!.title} by ${credit}`;
    return `  ${damage}: "${typed}" → ${taken} (expected ${expected.outcome}; ${why})`;
  });
  return [`wrong accepts: ${wrong.length}`, ...lines].join("\n");
}

function formatDamages(results: CaseResult[]): string {
  const groups = [...new Set(results.map((result) => result.case.damage))].map(
    (damage) => [damage, results.filter((result) => result.case.damage === damage)] as const,
  );
  const others = results.filter((result) => !/wrong year|year before/.test(result.case.damage));
  const sums = [["all", results] as const, ["all, without wrong years", others] as const];
  const rows = [...groups, ...sums].map(([damage, some]) => [
    damage,
    String(some.length),
    methods.map((method) => String(countWrong(some, method))).join(" / "),
    methods.map((method) => percent(resolveRate(some, method))).join(" / "),
    percent(shareRight(some, "ambiguous")),
    percent(shareRight(some, "held")),
  ]);
  const head = [
    "damage",
    "cases",
    `wrong accepts (${methods.join(" / ")})`,
    "resolved, of those that should",
    "ambiguous",
    "held back",
  ];
  return formatTable([head, ...rows]);
}

function formatPairs(): string {
  const rows = measurePairs().map(({ name, auc, differentFrom90, sameUnder80, worstDifferent }) => [
    name,
    auc.toFixed(2),
    String(differentFrom90),
    String(sameUnder80),
    worstDifferent.toFixed(2),
  ]);
  const head = ["40 title pairs", "AUC", "different, ≥ 0.90", "same, < 0.80", "worst different"];
  return formatTable([head, ...rows]);
}

const percent = (share: number): string =>
  Number.isNaN(share) ? "–" : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

function formatTable(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}
