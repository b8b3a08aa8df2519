import { createServer as createTlsServer } from "node:https";
import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { startStandIn, type Reply } from "../../src/demo/stand-in.ts";
import { inspected } from "../fixtures/sources/certificate.ts";
import { closedPort, createStage, expectNoStack, type Environment } from "../helpers/cli.ts";
import { listen } from "../helpers/http.ts";

/** The network as people have it: one row a situation, through the whole program. Each limit is this long. */
const limitMs = 1_000;
const limits = { IMPORTER_HTTP_TIMEOUT_MS: String(limitMs), IMPORTER_RETRY_DELAY_MS: "20" };

/** Where MusicBrainz is believed to be, and how often somebody was asked there. */
interface Place {
  env: Environment;
  asked?: () => number;
}

const at = (url: string): Environment => ({ IMPORTER_MUSICBRAINZ_URL: url });

/** Something that answers everything alike, whoever is asked for. */
async function everywhere(reply: Reply): Promise<Place> {
  const server = await startStandIn({ basePath: "/ws/2", answer: () => reply });
  onTestFinished(() => server.close());
  return { env: at(server.url), asked: () => server.requests.length };
}

const html = (status: number): Promise<Place> =>
  everywhere({ status, contentType: "text/html", headers: { server: "Guard/7" }, body: "<title>No</title>" });

async function inspection(): Promise<Place> {
  let requests = 0;
  const server = createTlsServer(inspected, (_, response) => void (requests++, response.end("{}")));
  return { env: at(`https://127.0.0.1:${await listen(server)}/ws/2`), asked: () => requests };
}

/** Connections are taken, and then nothing: what a firewall that drops packets looks like from here. */
async function blackHole(): Promise<Place> {
  let connections = 0;
  const port = await listen(createServer(() => void connections++));
  return { env: at(`https://127.0.0.1:${port}/ws/2`), asked: () => connections };
}

const nobody = async (): Promise<Place> => ({ env: at(`http://127.0.0.1:${await closedPort()}/ws/2`) });
const deadProxy = async (): Promise<Place> => ({
  env: { ...at("http://musicbrainz.example/ws/2"), HTTP_PROXY: `http://127.0.0.1:${await closedPort()}` },
});

/** A sign-in page of another server, to which every request is sent on. */
async function portal(): Promise<Place> {
  const page = await startStandIn({
    basePath: "",
    answer: () => ({ status: 200, contentType: "text/html", body: "<title>Sign in</title>" }),
  });
  onTestFinished(() => page.close());
  return everywhere({ status: 302, headers: { location: `${page.url}/sign-in` }, body: "" });
}

const filter = /some other server, not MusicBrainz: a proxy or filter\? \(it signs as "Guard\/7"\)/;

interface Row {
  situation: string;
  place(): Promise<Place>;
  /** How often a typed command tries; undefined where nobody can count it. */
  tries: number | undefined;
  says: RegExp;
  /** How often the configured limit it may take at the most, pauses and a slow machine included. */
  most: number;
  /** Whether a job's attempt counts: only where the service itself may be to blame. */
  counts: boolean;
}

const rows: Row[] = [
  {
    situation: "an inspecting proxy's certificate",
    place: inspection,
    tries: 0,
    says: /issued by "Example Works Inspection CA".*NODE_EXTRA_CA_CERTS=.*NODE_USE_SYSTEM_CA=1/,
    most: 6,
    counts: false,
  },
  ...[403, 404, 405, 418, 451, 511].map((status) => ({
    situation: `a filter's page, ${status}`,
    place: () => html(status),
    tries: 1,
    says: filter,
    most: 6,
    counts: false,
  })),
  {
    situation: "a gateway's own 404",
    place: () => everywhere({ status: 404, body: '{"message":"no Route matched"}' }),
    tries: 1,
    says: /the answer of some other server, not MusicBrainz/,
    most: 6,
    counts: false,
  },
  {
    situation: "a portal's page in its place",
    place: () => html(200),
    tries: 1,
    says: /answered with a web page instead of data/,
    most: 6,
    counts: false,
  },
  {
    situation: "a portal elsewhere",
    place: portal,
    tries: 1,
    says: /sends us to 127\.0\.0\.1:\d+ instead of answering: does this network ask for a log-in first\?/,
    most: 6,
    counts: false,
  },
  {
    situation: "a refused connection",
    place: nobody,
    tries: undefined,
    says: /127\.0\.0\.1:\d+ refuses the connection/,
    most: 6,
    counts: true,
  },
  {
    situation: "a dead proxy",
    place: deadProxy,
    tries: undefined,
    says: /the proxy on port \d+ refuses the connection/,
    most: 6,
    counts: false,
  },
  {
    situation: "dropped packets",
    place: blackHole,
    tries: 2,
    says: /no connection to 127\.0\.0\.1:\d+ within 1 s/,
    most: 12,
    counts: true,
  },
  ...[503, 429].map((status) => ({
    situation: `the service's own ${status}`,
    place: () => everywhere({ status, body: "{}" }),
    tries: 6,
    says: new RegExp(`answered ${status}`),
    most: 12,
    counts: true,
  })),
];

it.each(rows)("$situation: exit 5, $tries tries, its words, and jobs wait", async (row) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  const { env: there, asked } = await row.place();
  const env = { ...limits, ...there, IMPORTER_NETWORK: "wired" };

  const startedAt = performance.now();
  const typed = await stage.importer(["album", "-p", "musicbrainz", "Nevermind"], { env });
  expect((performance.now() - startedAt) / limitMs).toBeLessThan(row.most);
  expect(typed.exitCode).toBe(5);
  const said = typed.stdout + typed.stderr;
  expect(said).toMatch(row.says);
  expect(said).not.toContain("IMPORTER_CONTACT");
  expectNoStack(typed);
  if (asked && row.tries !== undefined) expect(asked()).toBe(row.tries);
  expect(typed.stderr.match(/trying again|again in/g)?.length ?? 0).toBe(
    (row.tries ?? 2) < 2 ? 0 : (row.tries ?? 2) - 1,
  );

  const drained = await stage.importer(["worker", "--drain"], { env });
  expect(drained.exitCode).toBe(5);
  const jobs = await stage.rows(
    "SELECT state, attempts, crashes FROM jobs WHERE kind = 'import-album-releases'",
  );
  expect(jobs).toEqual([{ state: "scheduled", attempts: row.counts ? 1 : 0, crashes: 0 }]);

  await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET run_at = 0"));
  expect(await stage.importer(["worker", "--drain"])).toMatchObject({ exitCode: 0 });
  expect(await stage.importer(["album", "-p", "musicbrainz", "Nevermind"])).toMatchObject({ exitCode: 0 });
});
