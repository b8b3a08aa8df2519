import { expect, it } from "vitest";
import { temporaryLibrary } from "../helpers/library.ts";
import { linesOf } from "./shelf.ts";

/** Partial dates against ranges, each against a naive look at every day. */

const values = [
  "1972",
  "1972-02",
  "1972-02-28",
  "1972-02-29",
  "1973",
  "1973-01-31",
  "1973-02",
  "1973-02-01",
  "1973-02-28",
  "1973-03",
  "1973-03-31",
  "1973-04",
  "1973-04-29",
  "1973-04-30",
  "1973-12",
  "1973-12-31",
  "1900-02",
  "1900-02-28",
];
const ends = ["", ...values, "1973-02-27", "1974-01-01", "1972-03-01", "1973-05"];

const dayMs = 86_400_000;

/** All days that a partial date may be, in days since 1970. */
function daysOf(date: string): Set<number> {
  const [year = 0, month, day] = date.split("-").map(Number);
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const after =
    month === undefined
      ? Date.UTC(year + 1, 0, 1)
      : day === undefined
        ? Date.UTC(year, month, 1)
        : Date.UTC(year, month - 1, day + 1);
  const days = new Set<number>();
  for (let each = first; each < after; each += dayMs) days.add(each / dayMs);
  return days;
}

function fits(value: string, from: string, to: string): boolean {
  const first = from === "" ? -Infinity : Math.min(...daysOf(from));
  const last = to === "" ? Infinity : Math.max(...daysOf(to));
  return [...daysOf(value)].every((day) => day >= first && day <= last);
}

it("a partial date lies in a range if each day does that it may be, in short months too", async () => {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    `INSERT INTO albums (title, title_key, first_release_date, created_at, updated_at) VALUES (@date, '', @date, 1, 1)`,
  );
  for (const date of values) add.run({ date });
  let asked = 0;
  for (const from of ends) {
    for (const to of ends) {
      const goesBackwards = from !== "" && to !== "" && Math.min(...daysOf(from)) > Math.max(...daysOf(to));
      if ((from === "" && to === "") || goesBackwards) continue;
      const found = linesOf(db, "albums", [`released:${from}..${to}`]).map(({ title }) => title);
      expect([from, to, found]).toEqual([from, to, values.filter((value) => fits(value, from, to))]);
      asked++;
    }
    if (from === "") continue;
    const found = linesOf(db, "albums", [`released:${from}`]).map(({ title }) => title);
    expect([from, found]).toEqual([from, values.filter((value) => fits(value, from, from))]);
  }
  expect(asked).toBeGreaterThan(200);
});
