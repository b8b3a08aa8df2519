import { expect, it } from "vitest";
import { closedPort, createStage } from "../helpers/cli.ts";

it("a service that is down costs five jobs their tries, and the others wait uncounted; a command may still try", async () => {
  const stage = await createStage();
  await stage.importer(["album", "Surrender"]);
  await stage.inLibrary((db) => {
    db.$client.exec("DELETE FROM jobs");
    for (let at = 0; at < 12; at++) {
      db.$client
        .prepare(
          "INSERT INTO jobs (kind, queue, state, payload, run_at, created_at) VALUES (?, ?, ?, ?, 0, 0)",
        )
        .run("import-album-releases", "default", "ready", '{"albumId":1}');
    }
  });
  const env = {
    IMPORTER_MUSICBRAINZ_URL: `http://127.0.0.1:${await closedPort()}/ws/2`,
    IMPORTER_RETRY_DELAY_MS: "1",
    IMPORTER_NETWORK: "wifi",
  };
  const work = await stage.importer(["worker", "--drain", "--concurrency", "1"], { env });
  expect(work.stdout).toMatch(/snoozed .*MusicBrainz is left alone for \d+ s, it failed too often/);
  const jobs = await stage.rows("SELECT attempts, state FROM jobs ORDER BY id");
  expect(jobs.filter(({ attempts }) => attempts === 0).length).toBeGreaterThanOrEqual(7);
  expect(jobs.map(({ state }) => state)).not.toContain("failed");
  const doctor = await stage.importer(["doctor"], { env });
  expect(doctor.stdout + doctor.stderr).toMatch(
    /musicbrainz +left alone for \d+ s more, it failed too often: .*refuses/,
  );

  const typed = await stage.importer(["album", "Nevermind"], { env });
  expect(typed.stdout).toMatch(/refuses the connection/); // it asked
  const again = await stage.importer(["album", "Nevermind", "--artist", "Nirvana"]);
  expect(again.exitCode).toBe(0); // another address is another service
});

it("a service that is down for days costs a lone job no more than its first few tries, and fails none", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  const env = {
    IMPORTER_MUSICBRAINZ_URL: `http://127.0.0.1:${await closedPort()}/ws/2`,
    IMPORTER_RETRY_DELAY_MS: "1",
    IMPORTER_NETWORK: "wifi",
  };
  for (let hour = 0; hour < 20; hour++) {
    await stage.inLibrary((db) =>
      db.$client.exec(
        "UPDATE jobs SET run_at = 0; UPDATE circuit_breakers SET rest_until = 1 WHERE rest_until > 0",
      ),
    );
    expect(await stage.importer(["worker", "--drain"], { env })).toMatchObject({ exitCode: 5 });
  }
  expect(await stage.rows("SELECT state, attempts FROM jobs")).toEqual([{ state: "scheduled", attempts: 5 }]);
  await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET run_at = 0"));
  expect(await stage.importer(["worker", "--drain"])).toMatchObject({ exitCode: 0 });
});
