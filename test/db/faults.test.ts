import { expect, test } from "vitest";
import { explainDatabaseError, isBusy } from "../../src/db/faults.ts";

const coded = (code: string): Error => Object.assign(new Error("as the driver says it"), { code });

test.each([
  ["SQLITE_NOTADB", /^\/m\/library\.db is not a SQLite database$/, /IMPORTER_HOME/],
  ["SQLITE_CORRUPT", /^\/m\/library\.db is damaged$/, /\/m\/backups/],
  ["SQLITE_CORRUPT_INDEX", /is damaged$/, /\/m\/backups/],
  ["SQLITE_FULL", /is full; what was saved before is safe$/, /free some space/],
  ["SQLITE_IOERR_SHMSIZE", /is full/, /free some space/],
  ["ENOSPC", /is full/, /free some space/],
  ["EDQUOT", /is full/, /free some space/],
  ["EACCES", /^cannot write \/m\/library\.db \(EACCES\)$/, /make \/m writable/],
  ["EROFS", /^cannot write/, /IMPORTER_HOME/],
  ["SQLITE_READONLY_DIRECTORY", /^cannot write/, /make \/m writable/],
  ["SQLITE_CANTOPEN", /^cannot write/, /make \/m writable/],
  ["SQLITE_BUSY", /in use by another program/, /close it/],
  ["SQLITE_BUSY_SNAPSHOT", /in use by another program/, /close it/],
  ["SQLITE_IOERR_READ", /^the disk could not read or write .*\(SQLITE_IOERR_READ\)$/, /doctor/],
])("%s is said in words, with what to do", (code, said, hint) => {
  for (const error of [coded(code), new Error("Failed to run the query", { cause: coded(code) })]) {
    const explained = explainDatabaseError(error, "/m/library.db");
    expect(explained?.message).toMatch(said);
    expect(explained?.hint).toMatch(hint);
    expect(explained?.exitCode).toBe(1);
    expect(explained?.cause).toBe(error);
  }
});

test.each([coded("SQLITE_CONSTRAINT"), coded("ERR_ASSERTION"), new Error("no code"), "text", undefined])(
  "%s is not the disk's fault",
  (error) => {
    expect(explainDatabaseError(error, "/m/library.db")).toBeUndefined();
  },
);

test("only a lock is busy", () => {
  expect(["SQLITE_BUSY", "SQLITE_BUSY_RECOVERY", "SQLITE_LOCKED"].map((code) => isBusy(coded(code)))).toEqual(
    [true, true, true],
  );
  expect([isBusy(coded("SQLITE_FULL")), isBusy(new Error("busy")), isBusy(null)]).toEqual([
    false,
    false,
    false,
  ]);
});
