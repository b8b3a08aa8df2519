import { expect, it } from "vitest";
import { AlreadyRunningError, oneAtATime } from "../../src/enrichment/asking/one-at-a-time.ts";
import { LostJobError } from "../../src/jobs/queue/task.ts";
import { enriching, fillLibrary, never } from "../helpers/enriching.ts";
import { faultOf } from "../helpers/http.ts";
import { column } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

it("lets the second run wait for the first, and says who that is", async () => {
  const { db } = await temporaryLibrary();
  const execute = oneAtATime({ db, now: Date.now });
  let end = (): void => {};
  const first = execute(() => new Promise<void>((resolve) => (end = resolve)));
  const fault = await faultOf(execute(() => Promise.resolve()));
  expect(fault).toBeInstanceOf(AlreadyRunningError);
  expect(fault.message).toContain(`process ${process.pid} on `);
  end();
  await first;
  expect(await execute(() => Promise.resolve(7))).toBe(7);
});

it("gives the lock back when the work fails, also when the job that it was has been lost", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  const execute = oneAtATime({ db: library.db, now: Date.now });
  const lost = new LostJobError(1);
  expect(await faultOf(execute(() => Promise.reject(lost)))).toBe(lost);
  expect(column(library.db, "SELECT count(*) FROM locks")).toEqual([0]);
  expect(await enriching(library).job.run(never)).toMatchObject({ processed: 2, failed: 0 });
});
