import { expect, it } from "vitest";
import { candidateFound } from "../../../src/importers/album/finding/candidates.ts";
import { bareCandidate } from "../../../src/importers/provider.ts";
import { textOfRef, type Ref } from "../../../src/refs.ts";

const ref: Ref = {
  source: "musicbrainz",
  entity: "release-group",
  id: "1b022e01-4da6-387b-8658-8678046e4cef",
};
const hit = {
  ...bareCandidate,
  ref,
  mbid: ref.id,
  title: "Nevermind",
  score: 0.71,
  why: ["title identical"],
};
const other = { ...hit, ref: { ...ref, id: "another" }, score: 0.9, why: ["artist identical"] };

it.each([
  ["a search, by its score", { by: "search", ranked: [other, hit] }, 0.71, ["title identical"]],
  ["a search that ranked another", { by: "search", ranked: [other] }, 1, []],
  ["a barcode", { by: "barcode", barcode: "720642442524" }, 1, ["barcode"]],
  ["a release's MBID", { by: "release", mbid: "an MBID" }, 1, ["release MBID"]],
  ["an MBID", { by: "mbid" }, 1, ["MBID"]],
  ["an address", { by: "address", ref: textOfRef(ref) }, 1, ["address"]],
  ["a catalogue number", { by: "catalogue number", numbers: ["DGCD-24425"] }, 1, ["catalogue number"]],
  ["a track list", { by: "track list" }, 1, ["track list"]],
  ["something of another version", { by: "a dream" }, 1, []],
  ["nothing", undefined, 1, []],
])("shows what led to an album: %s", (_, evidence, score, why) => {
  const facts = {
    title: "Nevermind",
    credits: [],
    firstReleaseDate: "1991-09-24",
    primaryType: "Album",
    disambiguation: null,
    identifiers: [],
  };
  expect(candidateFound(ref, facts as never, evidence)).toMatchObject({
    title: "Nevermind",
    year: 1991,
    score,
    why,
  });
});
