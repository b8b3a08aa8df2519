import * as z from "zod";
import { expect, it } from "vitest";
import { lenient, listOf, maybe } from "../../src/sources/lenient.ts";

const shape = lenient(
  z.object({
    id: z.string(),
    year: maybe(z.number()),
    tracks: listOf("track", z.object({ title: z.string(), length: maybe(z.number()) })),
  }),
);
const odd = {
  id: "one",
  year: "soon",
  more: "not asked for",
  tracks: [{ title: "Money", length: "long" }, { title: 7 }, { title: "Time", length: 413_000 }],
};

it("a document is read alike however many were read before: zod makes code of the shapes on the way", () => {
  const first = shape.safeParse(odd);
  expect(first.data?.document).toEqual({
    id: "one",
    tracks: [{ title: "Money" }, { title: "Time", length: 413_000 }],
  });
  expect(first.data?.odd).toHaveLength(3);
  for (let count = 1; count < 1_200; count++) expect(shape.safeParse(odd)).toEqual(first);
  expect(shape.safeParse({ id: 1, tracks: [] }).success).toBe(false);
});
