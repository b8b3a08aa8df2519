import { expect, it } from "vitest";
import { createAnswerMemory } from "../../src/enrichment/cover-sources/remember-answers.ts";

/** Asks one question about an album, then fails; tells how often it was really asked. */
function failing() {
  const resume = createAnswerMemory();
  const asked = new Map<number, number>();
  const fail = (albumId: number): Promise<void> =>
    resume(albumId, async (askOnce) => {
      await askOnce("who?", () => Promise.resolve(void asked.set(albumId, (asked.get(albumId) ?? 0) + 1)));
      throw new Error("cut off");
    }).catch(() => undefined);
  return { resume, asked, fail };
}

it("remembers an answer that was nothing", async () => {
  const { asked, fail } = failing();
  await fail(1);
  await fail(1);
  expect(asked.get(1)).toBe(1);
});

it("does not remember a failure", async () => {
  const { resume } = failing();
  const answers = [() => Promise.reject(new Error("busy")), () => Promise.resolve("yes")];
  const ask = () => resume(1, (askOnce) => askOnce("who?", () => answers.shift()!()));
  await expect(ask()).rejects.toThrow("busy");
  expect(await ask()).toBe("yes");
});

it("forgets the albums that were left alone for longest, and no others", async () => {
  const { asked, fail } = failing();
  for (let albumId = 1; albumId <= 200; albumId++) await fail(albumId);
  await fail(1); // now 2 is the oldest
  await fail(201);
  for (const albumId of [1, 3, 2]) await fail(albumId);
  expect([1, 2, 3].map((albumId) => asked.get(albumId))).toEqual([1, 2, 1]);
});
