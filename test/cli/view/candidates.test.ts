import { Chalk } from "chalk";
import { expect, it } from "vitest";
import { renderCandidates } from "../../../src/cli/view/imports/candidates.ts";
import { bareCandidate, type Candidate } from "../../../src/importers/provider.ts";

const alike = ["in the library", "title identical", "artist unlike: Pharoah Sanders"];
const candidate = (why: string): Candidate => ({
  ...bareCandidate,
  mbid: "",
  ref: null,
  title: "Desire",
  artists: "Bob Dylan",
  year: 1976,
  primaryType: "Album",
  secondaryTypes: ["Live"],
  releaseCount: 41,
  score: 0.65,
  why: [...alike, why],
});

it.each([60, 80, 100])("on %i columns each candidate tells whole what it differs in", (columns) => {
  const differ = ["year 1976, asked for 1975", "a live album, none asked for"];
  const screen = { columns, colour: new Chalk({ level: 0 }) };
  const lines = renderCandidates(differ.map(candidate), screen).trimEnd().split("\n");
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns);
  const at = lines[0]!.indexOf("why");
  const said = lines.map((line) => line.slice(at).trim()).join("");
  const told = ["why", ...differ.map((why) => [...alike, why].join(", "))].join("");
  expect(said.replaceAll(" ", "")).toBe(told.replaceAll(" ", "")); // a long word may be broken
});
