import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closedPort, createStage } from "../helpers/cli.ts";
import { addJob } from "../helpers/jobs.ts";

/** Everything wrong at once: one ill must not hide the next, and a person must be able to read it. */
test("doctor on a very ill library tells every ill with its remedy, in eighty columns", async () => {
  const stage = await createStage();
  await stage.importer(["list", "albums"]);
  const until = Date.now() + 500_000;
  await stage.inLibrary((db) => {
    const { id } = addJob(db, 1);
    db.$client.exec(`
      UPDATE jobs SET state = 'failed', last_error = 'MusicBrainz answered 403' WHERE id = ${id};
      INSERT INTO jobs (queue, kind, payload, run_at, created_at) VALUES ('video', 'transcode', '{}', 0, 0);
      INSERT INTO circuit_breakers (api, address, failures, failed_at, rest_until, rest_ms, probe_until, link, reason)
        VALUES ('musicbrainz', 'http://x', 5, 0, ${until}, 600000, 0, 'none', 'MusicBrainz answered 503');
      INSERT INTO artworks (sha256, path, media_type, width, height, bytes, source, created_at)
        VALUES ('ab', 'artwork/ab.jpg', 'image/jpeg', 1, 1, 1, 'x', 0);`);
  });
  expect(await stage.importer(["worker", "pause"])).toMatchObject({ exitCode: 0 });
  const settings = join(stage.home, "config.json");
  writeFileSync(settings, JSON.stringify({ IMPORTER_AMAZON_CREDENTIAL_SECRET: "s3cret-of-mine" }));
  chmodSync(settings, 0o644);
  rmSync(join(stage.home, "artwork"), { recursive: true, force: true });
  const env = {
    IMPORTER_CONTACT: "",
    IMPORTER_MUSICBRAINZ_INTERVAL_MS: "often",
    IMPORTER_MUSICBRAINZ_URL: `http://127.0.0.1:${await closedPort()}/ws/2`,
    IMPORTER_COVER_SOURCES: "fanart_tv,itunes",
    IMPORTER_ITUNES_COUNTRY: "USA",
    IMPORTER_LRCLIB_URL: "lrclib",
    IMPORTER_AI_BASE_URL: "http://127.0.0.1:9/v1",
  };
  const { exitCode, stdout, stderr } = await stage.importer(["doctor", "--online"], {
    env,
    columns: 80,
    wraps: true,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
  expect(stdout).not.toContain("s3cret-of-mine");

  const lines = stdout.trimEnd().split("\n");
  const tooLong = lines.filter((line) => line.length > 80 && /\S\s+\S/.test(line.trim()));
  expect(tooLong).toEqual([]);
  expect(lines.slice(0, -1).filter((line) => !/^(?:(?:ok|note|PROBLEM) {1,7}\S| {21,})/.test(line))).toEqual(
    [],
  );

  const text = stdout.replace(/\n {21,}/g, " ");
  for (const ill of [
    /^PROBLEM +settings +IMPORTER_MUSICBRAINZ_INTERVAL_MS is "often".*=1100/m,
    /^PROBLEM +settings +IMPORTER_COVER_SOURCES names fanart_tv.*IMPORTER_FANART_TV_KEY/m,
    /^PROBLEM +settings +IMPORTER_ITUNES_COUNTRY is "USA".*=US/m,
    /^PROBLEM +settings +IMPORTER_LRCLIB_URL is "lrclib"/m,
    /^PROBLEM +credentials +.*missing set IMPORTER_AMAZON/m,
    /^PROBLEM +musicbrainz +.*refuses the connection/m,
    /^note +musicbrainz +left alone for \d+ s more, it failed too often: MusicBrainz answered 503/m,
    /^note +contact .*export IMPORTER_CONTACT=/m,
    /^note +ai .*no model set IMPORTER_AI_MODEL/m,
    /^note +settings .*holds secrets.*chmod 600/m,
    /^note +jobs +1 ready, 1 failed importer jobs list --state failed/m,
    /^note +jobs +workers are paused since .* importer worker resume/m,
    /^note +jobs +1 job of the kind "transcode" in the queue "video", unknown/m,
    /^note +covers .*importer enrich/m,
  ]) {
    expect(text).toMatch(ill);
  }
  expect(text).not.toContain("is without effect"); // of a setting that another wrong one decides nothing is known
});
