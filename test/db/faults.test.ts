import { expect, test } from "vitest";
import { explainDatabaseError, isBusy, isLibraryFault } from "../../src/db/faults.ts";
import { InterruptedError, reasonOf, RejectedError, UnavailableError, UserError } from "../../src/errors.ts";

const coded = (code: string): Error => Object.assign(new Error("as the driver says it"), { code });

test.each([
  ["SQLITE_NOTADB", /^\/m\/library\.db is not a SQLite database$/, /IMPORTER_HOME/],
  ["SQLITE_CORRUPT", /^\/m\/library\.db is damaged$/, /\/m\/backups/],
  ["SQLITE_CORRUPT_INDEX", /is damaged$/, /\/m\/backups/],
  ["SQLITE_FULL", /is full; what was saved before is safe$/, /free some space/],
  ["SQLITE_IOERR_SHMSIZE", /is full/, /free some space/],
  ["ENOSPC", /is full/, /free some space/],
  ["EDQUOT", /is full/, /free some space/],
  ["EACCES", /^cannot write \/m\/library\.db: permission denied$/, /make \/m writable/],
  ["EROFS", /^cannot write/, /IMPORTER_HOME/],
  ["SQLITE_READONLY_DIRECTORY", /^cannot write/, /make \/m writable/],
  ["SQLITE_CANTOPEN", /^cannot write/, /make \/m writable/],
  ["SQLITE_BUSY", /in use by another program/, /close it/],
  ["SQLITE_BUSY_SNAPSHOT", /in use by another program/, /close it/],
  ["SQLITE_IOERR_READ", /^the disk could not read or write \/m\/library\.db$/, /doctor/],
])("%s is said in words, with what to do", (code, said, hint) => {
  for (const error of [coded(code), new Error("Failed to run the query", { cause: coded(code) })]) {
    const explained = explainDatabaseError(error, "/m/library.db");
    expect(explained?.message).toMatch(said);
    expect(explained?.hint).toMatch(hint);
    expect(explained?.exitCode).toBe(String(said).startsWith("/^cannot write") ? 2 : 1);
    expect(explained?.cause).toBe(error);
  }
});

test("what SQLite says of a file is said in our words, and what it says of a statement as it says it", () => {
  const codes = ["SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB", "SQLITE_READONLY_ROLLBACK"];
  for (const code of codes) expect(reasonOf(coded(code)), code).toMatch(/^its? /);
  expect(reasonOf(coded("SQLITE_CONSTRAINT_UNIQUE"))).toBe("as the driver says it");
});

test.each([coded("SQLITE_CONSTRAINT"), coded("ERR_ASSERTION"), new Error("no code"), "text", undefined])(
  "%s is not the disk's fault",
  (error) => {
    expect(explainDatabaseError(error, "/m/library.db")).toBeUndefined();
  },
);

test.each([
  new UserError("the LRCLIB database can't be used", { hint: "leave it out", cause: coded("SQLITE_NOTADB") }),
  new UserError('there is no folder "/x/y"', { cause: coded("ENOTDIR") }),
  new UnavailableError("LRCLIB", "no way through the firewall", { cause: coded("EACCES") }),
  new RejectedError("Amazon", "the token can't be kept", { hint: "", cause: coded("SQLITE_READONLY") }),
  new InterruptedError("stopped", { cause: coded("SQLITE_BUSY") }),
  Object.assign(coded("EACCES"), { path: "/music/song.mp3" }),
  new Error("while the cover was read", { cause: Object.assign(coded("EIO"), { path: "/music/cover.jpg" }) }),
])("what speaks for itself, or of another path, keeps its class and words: %s", (error) => {
  expect(explainDatabaseError(error, "/m/library.db")).toBeUndefined();
});

test("a cover that can't be kept is named; a folder above the library stands for it", () => {
  const about = (path: string) => Object.assign(coded("EACCES"), { path });
  const words = (path: string) => explainDatabaseError(about(path), "/m/home/library.db")?.message;
  expect(words("/m/home/artwork/ab")).toBe("cannot write /m/home/artwork/ab: permission denied");
  expect(words("/m/home")).toBe("cannot write /m/home/library.db: permission denied");
  expect(words("/m")).toBe("cannot write /m/home/library.db: permission denied");
});

test("what was explained is still a fault of the library, and a foreign file's is not", () => {
  expect(isLibraryFault(explainDatabaseError(coded("SQLITE_FULL"), "/m/library.db"))).toBe(true);
  expect(isLibraryFault(new Error("Failed query", { cause: coded("SQLITE_FULL") }))).toBe(true);
  expect(isLibraryFault(new UserError("theirs", { cause: coded("SQLITE_CORRUPT") }))).toBe(false);
});

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
