import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as importer, type Io, systemIo } from "../../src/cli/main.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { startMusicBrainz } from "../../src/demo/musicbrainz/server.ts";
import type { Row } from "./table.ts";

/** Requests to MusicBrainz for one album, counted at the server. */
export async function run(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const server = await startMusicBrainz(demoCatalogue());
  const silent = { write: () => true };
  const io: Io = {
    ...systemIo(),
    stdout: silent,
    stderr: silent,
    interactive: false,
    live: false,
    env: {
      IMPORTER_HOME: home,
      IMPORTER_CONTACT: "bench@example.org",
      IMPORTER_MUSICBRAINZ_URL: server.url,
      IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
    },
  };
  const count = async (argv: string[]): Promise<string> => {
    const before = server.requests.length;
    const exitCode = await importer(argv, io);
    return exitCode === 0 ? String(server.requests.length - before) : `exit code ${exitCode}`;
  };
  try {
    const title = ["album", "The Dark Side of the Moon", "--artist", "Pink Floyd"];
    const fresh = await count(title);
    const again = await count(title);
    const forced = await count([...title, "--force-providers"]);
    await count(["artist", "Ed Sheeran"]);
    const knownArtist = await count(["album", "+", "--artist", "Ed Sheeran"]);
    return [
      { what: "requests for a title, its artist known", measured: knownArtist, goal: "2" },
      { what: "requests for a title, its one artist new", measured: fresh, goal: "3" },
      { what: "requests for an album that is known", measured: again, goal: "0" },
      { what: "requests for a known album, forced", measured: forced, goal: "at most 2" },
    ];
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
}
