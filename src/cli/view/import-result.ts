import { exitCodes, type ExitCode } from "../../errors.ts";
import type { ImportOutcome, ImportResult, ProviderReport } from "../../importers/result.ts";
import { plainText } from "../../plain-text.ts";
import type { Output } from "../output.ts";
import { pad } from "./text.ts";

/** What all imports show alike. */

const exitCodeByOutcome: Record<ImportOutcome, ExitCode> = {
  created: exitCodes.done,
  updated: exitCodes.done,
  existing: exitCodes.done,
  not_found: exitCodes.notFound,
  ambiguous: exitCodes.ambiguous,
  unavailable: exitCodes.unavailable,
  rejected: exitCodes.rejected,
  failed: exitCodes.failed,
};

export const exitCodeOf = (outcome: ImportOutcome): ExitCode => exitCodeByOutcome[outcome];

export function jsonOfProviders(result: ImportResult): unknown[] {
  return result.providers.map(({ name, outcome, dataPopulated, errors, hint, evidence }) => ({
    ...{ name, outcome, dataPopulated, errors },
    ...(hint !== undefined && { hint }),
    ...(evidence !== undefined && { evidence }),
  }));
}

export function showProviders(output: Output, result: ImportResult): void {
  // Where nothing was found there is nothing to queue: that goes without saying.
  const isNobodyAsked = result.providers.every(({ outcome }) => outcome === "skipped");
  const isSaid = ({ outcome }: ProviderReport): boolean =>
    outcome !== "skipped" || result.itemId !== undefined || isNobodyAsked;
  for (const report of result.providers.filter(isSaid)) {
    output.line(`  ${pad(report.name, 12)} ${plainText(wordsOf(report))}`);
    const isDone = report.outcome === "found" || report.outcome === "queued";
    const troubles = isDone ? report.errors : report.errors.slice(1);
    for (const trouble of troubles) output.line(`  ${pad("", 12)} ${plainText(trouble)}`);
    if (report.hint) output.line(`  ${pad("", 12)} ${plainText(report.hint)}`);
  }
  if (result.outcome !== "existing") return;
  if (result.asked) output.line("  known already, nothing new");
  else if (result.providers.length === 0) {
    output.line("  known already, nothing was asked; --force-providers asks again");
  }
}

function wordsOf({ outcome, dataPopulated, errors }: ProviderReport): string {
  if (outcome === "queued") return "queued: a job asks it";
  if (outcome !== "found") return `${outcome}: ${errors[0] ?? ""}`;
  return `found ${dataPopulated.join(", ").replaceAll("_", " ")}`;
}
