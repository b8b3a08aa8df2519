import type { ChalkInstance } from "chalk";
import type { Candidate } from "../../../importers/provider.ts";
import { renderTable, type Column } from "../../layout/table.ts";

/** A numbered list with what tells one from the other: of why it may be meant nothing is cut. */
export function renderCandidates(
  candidates: Candidate[],
  screen: { columns: number; colour: ChalkInstance },
): string {
  const rows = candidates.map((candidate, at) => ({ ...candidate, number: at + 1 }));
  const columns: Column<Numbered>[] = [
    { title: "", value: (row) => row.number, align: "right" },
    { title: "artist", value: (row) => row.artists, flexible: true },
    // Artists stand in the place of titles, and have none themselves.
    { title: rows.every(({ artists }) => artists === "") ? "name" : "title", value: titleOf, flexible: true },
    { title: "year", value: (row) => row.year },
    { title: "type", value: typeOf },
    { title: "releases", value: (row) => row.releaseCount, align: "right" },
    { title: "score", value: (row) => row.score.toFixed(2), align: "right" },
    { title: "why", value: (row) => row.why.join(", "), flexible: true, wraps: true },
  ];
  return renderTable(rows, columns, screen);
}

type Numbered = Candidate & { number: number };

const titleOf = ({ title, disambiguation }: Candidate): string =>
  disambiguation ? `${title} (${disambiguation})` : title;

export const typeOf = (item: { primaryType: string | null; secondaryTypes: string[] }): string =>
  [item.primaryType, ...item.secondaryTypes].filter((type) => type).join(" + ");
