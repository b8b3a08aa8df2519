import { describe, expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { ownIdentity } from "../../src/jobs/locks/identity.ts";
import { releaseLock, renewLock, takeLock, type Holder } from "../../src/jobs/locks/lock.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = 1_800_000_000_000;

/** As if this process had taken it. */
function write(db: Db, holder: Holder, name = "a"): void {
  const { host, bootId, pid, pidStart, takenAt, beatAt } = holder;
  db.$client
    .prepare(
      "INSERT OR REPLACE INTO locks (name, host, boot_id, pid, pid_start, taken_at, beat_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .run(name, host, bootId, pid, pidStart, takenAt, beatAt);
}

describe("a lock", () => {
  it("is taken by the first, and refused to the next, who learns who holds it since when", async () => {
    const { db } = await temporaryLibrary();
    const first = takeLock(db, "a", now);
    expect(first).toEqual({ taken: { ...ownIdentity(), takenAt: now, beatAt: now } });
    expect(takeLock(db, "a", now + 1)).toEqual({ heldBy: { ...ownIdentity(), takenAt: now, beatAt: now } });
    expect(takeLock(db, "b", now)).toHaveProperty("taken"); // another one
  });

  it("is free again once it was released, by its holder only", async () => {
    const { db } = await temporaryLibrary();
    const first = takeLock(db, "a", now);
    if (!("taken" in first)) throw new Error("it was free");
    releaseLock(db, "a", { ...first.taken, takenAt: now - 1 });
    releaseLock(db, "a", { ...first.taken, pid: first.taken.pid + 1 });
    releaseLock(db, "b", first.taken);
    expect(takeLock(db, "a", now)).toHaveProperty("heldBy");
    releaseLock(db, "a", first.taken);
    expect(rows(db, "SELECT * FROM locks")).toEqual([]);
    expect(takeLock(db, "a", now + 1)).toHaveProperty("taken.takenAt", now + 1);
  });

  it("does not outlive its process, whatever has its number by now", async () => {
    const { db } = await temporaryLibrary();
    const own = { ...ownIdentity(), takenAt: now, beatAt: now };
    write(db, { ...own, pid: 2 ** 22 + 1 }, "gone"); // no process has so high a number
    expect(takeLock(db, "gone", now)).toHaveProperty("taken");
    if (own.pidStart !== "") {
      write(db, { ...own, pidStart: `${own.pidStart}0` }, "reborn");
      expect(takeLock(db, "reborn", now)).toHaveProperty("taken");
    }
  });

  it("does not outlive a restart of the machine", async () => {
    const { db } = await temporaryLibrary();
    const own = { ...ownIdentity(), takenAt: now, beatAt: now };
    if (own.bootId === "") return; // nobody can tell here
    write(db, { ...own, bootId: "another" });
    expect(takeLock(db, "a", now)).toHaveProperty("taken");
  });

  it("of a process on another host or in another container lives by its beats", async () => {
    const { db } = await temporaryLibrary();
    const elsewhere = { ...ownIdentity(), host: "elsewhere", bootId: "other", takenAt: now, beatAt: now };
    write(db, elsewhere);
    expect(takeLock(db, "a", now + minuteMs)).toEqual({ heldBy: elsewhere });
    renewLock(db, "a", elsewhere, now + hourMs);
    expect(takeLock(db, "a", now + hourMs + minuteMs)).toHaveProperty("heldBy");
    renewLock(db, "a", { ...elsewhere, takenAt: now - 1 }, now + 2 * hourMs); // another's word
    expect(takeLock(db, "a", now + hourMs + 2 * minuteMs)).toHaveProperty("taken");
  });

  it("taken in a transaction that fails was never taken", async () => {
    const { db } = await temporaryLibrary();
    const failing = db.$client.transaction(() => {
      takeLock(db, "a", now);
      throw new Error("no");
    });
    expect(() => failing()).toThrow("no");
    expect(takeLock(db, "a", now)).toHaveProperty("taken");
  });
});
