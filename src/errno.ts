/** System errors (errno) and SQLite's in a person's words: Node's own say "ENOENT: no such file or directory, open '/x'". */

/** There was a disk, of this machine or of another, and it is there no more. */
export const goneDiskCodes = ["ENODEV", "ENXIO", "ENOTCONN", "ESTALE", "EHOSTDOWN"];

const meanings: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "what lies there may only be read",
  ENOTDIR: "a part of the path is no folder",
  EISDIR: "it is a folder",
  EEXIST: "there is something of that name already",
  ENOTEMPTY: "the folder is not empty",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EXDEV: "it lies on another disk",
  ENOSPC: "the disk is full",
  EDQUOT: "the space that this user has is used up",
  EFBIG: "it is too large for this disk",
  EIO: "the disk can't read or write it",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EBUSY: "it is in use by another program",
  ETXTBSY: "it is in use by another program",
  ENOMEM: "there is not enough memory",
  EPIPE: "whoever was to read it is gone",
  ...sameWords("the disk does not do this", ["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]),
  ...sameWords("the disk it lies on is gone", goneDiskCodes),
  ...sameWords("the name was not found: is there a network?", ["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]),
  ...sameWords("there is no way to it: is there a network?", ["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN"]),
  ...sameWords("the connection was cut", ["ECONNRESET", "ECONNABORTED"]),
  ECONNREFUSED: "nobody listens there",
  ETIMEDOUT: "there was no answer in time",
  EADDRINUSE: "another program has this port",
  EADDRNOTAVAIL: "this computer has no such address",
  EPROTO: "what is spoken there is another protocol",
};

function sameWords(words: string, codes: string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, words]));
}

/** SQLite's own words are those of a library in C: "unable to open database file". By the beginning of its codes. */
const ofSqlite: Record<string, string> = {
  SQLITE_CANTOPEN: "it can't be opened",
  SQLITE_NOTADB: "it is not a SQLite database",
  SQLITE_CORRUPT: "its pages are damaged",
  SQLITE_READONLY: "it may only be read",
  SQLITE_PERM: "permission denied",
  SQLITE_FULL: "the disk is full",
  SQLITE_IOERR: "the disk can't read or write it",
  SQLITE_NOMEM: "there is not enough memory",
  SQLITE_BUSY: "it is in use by another program",
  SQLITE_LOCKED: "it is in use by another program",
};

/** What the system said no to, where Node tells: the errno's name, and the path it was about. */
export interface SystemError extends Error {
  code: string;
  syscall?: string;
  path?: string;
}

/** An error of the operating system: it has an errno's name (`ENOENT`), not a code of Node's own (`ERR_…`) or SQLite's. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "code" in error && isErrno(error.code);
}

/** Nothing more fits: the disk's end, or that of what this user may use of it. */
export const fullDiskCodes = ["ENOSPC", "EDQUOT"];

export const isDiskFull = (error: unknown): boolean =>
  isSystemError(error) && fullDiskCodes.includes(error.code);

/** The words for an errno's name; undefined for what is none. */
export function wordsOfErrno(code: unknown): string | undefined {
  if (!isErrno(code)) return undefined;
  return Object.hasOwn(meanings, code) ? meanings[code] : "the system refuses it";
}

/** The words for a code of SQLite that tells of a file or a disk; undefined for others, which tell of a statement. */
export function wordsOfSqlite(code: unknown): string | undefined {
  const known = Object.keys(ofSqlite).find((each) => typeof code === "string" && code.startsWith(each));
  return known === undefined ? undefined : ofSqlite[known];
}

const isErrno = (code: unknown): code is string =>
  typeof code === "string" && /^E[A-Z0-9]+(?:_[A-Z]+)?$/.test(code) && !code.startsWith("ERR_");
