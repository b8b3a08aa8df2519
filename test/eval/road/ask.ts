import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { run } from "../../../src/cli/main.ts";
import { closeLibrary, openLibrary } from "../../../src/db/opening/open.ts";
import type { StandIn } from "../../../src/demo/stand-in.ts";

/** What a person gets for a command line: the exit code, and what the JSON document says. */
export interface Answer {
  exitCode: number;
  outcome: string;
  /** The release group that was saved. */
  accepted: Shown | undefined;
  candidates: Shown[];
  why: string;
  /** Sent to MusicBrainz to find the album and to look it up. */
  requests: number;
  /** Look-ups of its artists, which a library that knows them does without. */
  artistRequests: number;
}

export interface Shown {
  mbid: string;
  title: string;
  artists: string;
}

export interface Asker {
  /** `importer album --json ARGS`, on a library that nobody has used. */
  ask(args: string[]): Promise<Answer>;
  close(): void;
}

/**
 * The whole program, as bin/importer.js calls it, against a stand-in on loopback.
 * @param offline the folder of a catalogue that was built, and how it is used
 */
export async function createAsker(
  server: StandIn,
  offline?: { mode: string; folder: string },
): Promise<Asker> {
  const folder = mkdtempSync(join(tmpdir(), "importer-eval-"));
  const template = join(folder, "template.db");
  closeLibrary(await openLibrary(template)); // migrated once, and copied for each case
  let number = 0;
  return {
    async ask(args) {
      const home = join(folder, `home-${number++}`);
      mkdirSync(home);
      copyFileSync(template, join(home, "library.db"));
      if (offline) symlinkSync(offline.folder, join(home, "catalogue"));
      const before = server.requests.length;
      const { exitCode, stdout, stderr } = await runQuietly(["album", "--json", ...args], {
        ...evalSettings,
        IMPORTER_HOME: home,
        IMPORTER_MUSICBRAINZ_URL: server.url,
        ...(offline && { IMPORTER_CATALOGUE: offline.mode }),
      });
      rmSync(home, { recursive: true });
      const sent = server.requests.slice(before);
      const artistRequests = sent.filter(({ path }) => path.startsWith("/ws/2/artist/")).length;
      const requests = sent.length - artistRequests;
      return { ...readAnswer(stdout, stderr), exitCode, requests, artistRequests };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** No pace and no patience, which cost time only; and nobody but the stand-in can be reached. */
export const evalSettings = {
  IMPORTER_CONTACT: "eval@example.org",
  IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
  IMPORTER_RETRY_DELAY_MS: "1",
  IMPORTER_COVER_ART_ARCHIVE_URL: "http://127.0.0.1:1",
  IMPORTER_LRCLIB_URL: "http://127.0.0.1:1/api",
};

export async function runQuietly(
  argv: string[],
  env: Record<string, string>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const exitCode = await run(argv, {
    stdout: { write: (text) => void (written.stdout += text) },
    stderr: { write: (text) => void (written.stderr += text) },
    stdin: Readable.from([]),
    env,
    interactive: false,
    live: false,
    colour: false,
    columns: 160,
    onStop: () => () => undefined,
    ignoreHangUp: () => undefined,
    onQuiet: () => () => undefined,
  });
  return { exitCode, ...written };
}

interface Document {
  outcome?: string;
  album?: {
    title: string;
    artists: { creditedAs: string; joinPhrase: string }[];
    identifiers: { kind: string; value: string }[];
  } | null;
  providers?: { outcome: string; errors: string[]; evidence?: { why?: string } }[];
  candidates?: Shown[];
  error?: { message: string };
}

export function readAnswer(
  stdout: string,
  stderr: string,
): Pick<Answer, "outcome" | "accepted" | "candidates" | "why"> {
  const document = JSON.parse(stdout || "{}") as Document;
  const { album, candidates = [], providers = [], error } = document;
  const group = album?.identifiers.find(({ kind }) => kind === "musicbrainz_release_group");
  const asked = providers.filter(({ outcome }) => outcome !== "skipped");
  const reasons = asked.flatMap(({ errors, evidence }) => [evidence?.why ?? [], errors].flat());
  return {
    outcome: document.outcome ?? "error",
    accepted: album
      ? {
          mbid: group?.value ?? "",
          title: album.title,
          artists: album.artists.map((artist) => artist.creditedAs + artist.joinPhrase).join(""),
        }
      : undefined,
    candidates: candidates.map(({ mbid, title, artists }) => ({ mbid, title, artists })),
    why: error?.message ?? (reasons.join("; ") || stderr.trim()),
  };
}
