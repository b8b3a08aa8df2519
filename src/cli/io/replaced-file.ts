import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type BigIntStats,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file of the command's own, written in one go at its end. */
export interface ReplacedFile {
  /** All of it. A reader sees the old file or the new one, never half of it; one that fails leaves the old one. */
  write(lines: Iterable<string>): void;
}

/**
 * Atomic replacement of a file, tried at once, so that nobody waits for an hour to hear that it can't be written; until `write`,
 * what is there stays, and its mode unless another is named. A link's target is replaced; pipes and devices are written to as they
 * are. @throws Error of the system, and for `-`, which names no file
 */
export function replacedFile(path: string, options: { mode?: number } = {}): ReplacedFile {
  if (path === "-") throw new Error('stdout holds what this command says ("./-" is a file of that name)');
  const there = statOf(path);
  if (there && (!there.isFile() || openFile.test(path))) {
    if (there.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    return { write: (lines) => writeInto(path, "w", lines) };
  }
  const target = there ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  const mode = options.mode ?? (there ? Number(there.mode) & 0o777 : 0o666);
  const write = (lines: Iterable<string>, end: () => void): void => {
    try {
      writeInto(temporary, "wx", lines, mode);
      end();
    } finally {
      rmSync(temporary, { force: true });
    }
  };
  write([], () => {});
  return { write: (lines) => write(lines, () => renameSync(temporary, target)) };
}

/** A name of a file that is open, such as what stdout leads to; `/dev/shm` is a folder as any other. */
const openFile = /^\/(?:dev\/(?:std(?:in|out|err)$|fd\/)|proc\/)/;

/** To a new file where the flags are `wx`; one with a mode is on the disk when this is done. */
export function writeInto(path: string, flags: string, lines: Iterable<string>, mode?: number): void {
  const file = openSync(path, flags, mode);
  try {
    for (const line of lines) writeFileSync(file, line); // all of it: one write may be cut short on a full disk
    if (mode !== undefined) fsyncSync(file); // a file, and no pipe: it is on the disk before it has its name
  } finally {
    closeSync(file);
  }
}

/** Whether both are one file, under whatever names; a number is a file that is open. */
export function isSameFile(one: string | number, other: string | number): boolean {
  const [first, second] = [one, other].map(statOf);
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

function statOf(file: string | number): BigIntStats | undefined {
  try {
    return typeof file === "number" ? fstatSync(file, { bigint: true }) : statSync(file, { bigint: true });
  } catch {
    return undefined;
  }
}
