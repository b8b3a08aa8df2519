import { expect, test } from "vitest";
import { countsSince, verdictOn, type Death, type Defendant } from "../../src/jobs/maintenance/verdict.ts";

const innocent: Defendant = { attempt: 1, maxAttempts: 12, crashes: 0, cancelAsked: 0, hasSaved: 0 };
const alone: Death = { wasAlone: true };
const stopped: Death = { wasAlone: true, excuse: "it was told to stop" };
const restarted: Death = { wasAlone: true, excuse: "the machine was restarted" };

interface Case {
  job?: Partial<Defendant>;
  death: Death;
  blamedBefore?: number;
}

test.each<[string, Case, string, string]>([
  ["alone, the first time", { death: alone }, "ready", "crashed"],
  ["alone, the third time", { death: alone, blamedBefore: 2, job: { crashes: 2 } }, "failed", "crashed"],
  ["among others", { death: { wasAlone: false }, blamedBefore: 2, job: { crashes: 2 } }, "ready", "orphaned"],
  ["after a save", { death: alone, blamedBefore: 2, job: { crashes: 2, hasSaved: 1 } }, "ready", "orphaned"],
  ["after a save, the tenth time", { death: alone, job: { crashes: 9, hasSaved: 1 } }, "failed", "orphaned"],
  ["among others, the tenth time", { death: { wasAlone: false }, job: { crashes: 9 } }, "failed", "orphaned"],
  ["as it was told to stop", { death: stopped, blamedBefore: 2, job: { crashes: 9 } }, "ready", "returned"],
  ["at a power cut", { death: restarted, blamedBefore: 2, job: { crashes: 9 } }, "ready", "returned"],
  ["in its last attempt", { death: alone, job: { attempt: 12 } }, "failed", "crashed"],
  ["told to stop in its last attempt", { death: stopped, job: { attempt: 12 } }, "ready", "returned"],
  ["when it was to be cancelled", { death: alone, job: { cancelAsked: 1 } }, "cancelled", "crashed"],
])("a job whose worker died %s", (_, { job, death, blamedBefore = 0 }, state, outcome) => {
  const verdict = verdictOn({ ...innocent, ...job }, death, blamedBefore);
  expect(verdict).toMatchObject({ state, outcome });
  expect(verdict.says).toMatch(/^its worker died/);
});

test("what is said is what is known", () => {
  const says = (job: Partial<Defendant>, death: Death, before = 0) =>
    verdictOn({ ...innocent, ...job }, death, before).says;
  expect([
    says({}, alone),
    says({}, alone, 2),
    says({ hasSaved: 1 }, alone),
    says({ crashes: 9 }, { wasAlone: false }),
    says({}, stopped),
  ]).toEqual([
    "its worker died while it ran alone (1 of 3 times within 24 hours)",
    "its worker died 3 times within 24 hours while it ran alone and had saved nothing",
    "its worker died after it had saved (1 of 10 times in all)",
    "its worker died 10 times in all while it ran",
    "its worker died, but it was told to stop",
  ]);
});

test("only deaths of the last 24 hours, and since a person gave it another chance, are held against it", () => {
  const dayMs = 24 * 3_600_000;
  expect(countsSince(null, 2 * dayMs)).toBe(dayMs);
  expect(countsSince(2 * dayMs - 5, 2 * dayMs)).toBe(2 * dayMs - 5);
});
