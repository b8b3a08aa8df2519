import { gigabytes } from "../../catalogue/build/plan.ts";
import type { CatalogueMode } from "../../catalogue/settings.ts";
import { oldAfterDays } from "../../stamp.ts";
import { readStatus } from "../../catalogue/status.ts";
import { commandToRebuild } from "../../catalogue/damage.ts";
import { whyUnused } from "../../catalogue/files.ts";
import { describeCatalogue } from "../view/runs/catalogue.ts";
import type { Finding } from "./finding.ts";
import { countText } from "../../counts.ts";

/** Of which day the catalogue is, and what stands beside it; nothing where nobody ever built one. */
export function examineCatalogue(home: string, mode: CatalogueMode, now = Date.now()): Finding[] {
  const about = "catalogue";
  const { catalogue, building, isAtWork, unused } = readStatus(home, now);
  const findings: Finding[] = unused.map((each) => ({
    about,
    verdict: each.because.kind === "damaged" ? "problem" : "note",
    says: whyUnused(each),
  }));
  if (isAtWork) findings.push({ about, verdict: "fine", says: "a build is at work" });
  for (const { stamp } of isAtWork ? [] : building) {
    const says = `a build of ${stamp} was not ended`;
    findings.push({
      about,
      verdict: "note",
      says,
      remedy: "importer catalogue build goes on; remove takes it away",
    });
  }
  if (!catalogue && mode === "only") {
    const says = "IMPORTER_CATALOGUE is only, and there is none that can be used";
    findings.push({ about, verdict: "problem", says, remedy: "importer catalogue build" });
  }
  if (!catalogue) return findings;
  if (catalogue.damage !== null)
    findings.push({
      about,
      verdict: "problem",
      says: `it is damaged: ${catalogue.damage}`,
      remedy: `importer catalogue verify --deep reads all of it; ${commandToRebuild(catalogue)} makes it anew`,
    });
  const age = countText(catalogue.ageDays, "day");
  const off = mode === "off" ? ", not asked (IMPORTER_CATALOGUE=off)" : "";
  const says = `${describeCatalogue(catalogue)}; ${age} old, ${gigabytes(catalogue.bytes)}${off}`;
  const isOld = catalogue.ageDays >= oldAfterDays;
  return [
    isOld
      ? { about, verdict: "note", says, remedy: "importer catalogue update" }
      : { about, verdict: "fine", says },
    ...findings,
  ];
}
