import { startStandIn, type Reply, type StandIn } from "../../src/demo/stand-in.ts";
import { createAnswers, type DemoCatalogue, type Json } from "../../src/demo/musicbrainz/server.ts";

/**
 * MusicBrainz as beets asks it: releases, searched and looked up, in XML. The documents are those of the JSON stand-in,
 * so that both programs are told the same; what beets does not read of them is left out.
 */
export function startXmlMusicBrainz(catalogue: DemoCatalogue): Promise<StandIn> {
  const answers = createAnswers(catalogue);
  return startStandIn({
    basePath: "/ws/2",
    answer({ method, url, headers }): Reply {
      const asked = new URL(url);
      asked.searchParams.set("fmt", "json");
      withoutUnknown(asked);
      const reply = answers({ method, url: asked, headers });
      if (reply.status !== 200) return reply;
      const found = JSON.parse(String(reply.body)) as Json;
      const list = found["releases"] as Json[] | undefined;
      const body = list
        ? element("release-list", { count: list.length, offset: 0 }, list.map(release).join(""))
        : release(found);
      const namespaces =
        'xmlns="http://musicbrainz.org/ns/mmd-2.0#" xmlns:ext="http://musicbrainz.org/ns/ext#-2.0"';
      return {
        status: 200,
        headers: { "content-type": "application/xml; charset=utf-8" },
        body: `<?xml version="1.0" encoding="UTF-8"?><metadata ${namespaces}>${body}</metadata>`,
      };
    },
  });
}

/** What the JSON stand-in has no documents for: works, and relations of recordings. */
function withoutUnknown({ searchParams }: URL): void {
  const inc = searchParams.get("inc");
  if (inc === null) return;
  const kept = inc.split(/[ +]/).filter((name) => !/work|recording-level|artist-rels/.test(name));
  searchParams.set("inc", kept.join("+"));
}

const release = (found: Json): string =>
  element(
    "release",
    { id: found["id"], "ext:score": found["score"] },
    leaves(found, ["title", "status", "disambiguation", "country", "barcode", "date"]) +
      credit(found["artist-credit"]) +
      inside(found["release-group"], (group) =>
        element(
          "release-group",
          { id: group["id"], type: group["primary-type"] },
          leaves(group, ["title", "first-release-date", "primary-type"]),
        ),
      ) +
      listed(found["media"], "medium-list", medium),
  );

const medium = (found: Json): string =>
  element(
    "medium",
    {},
    leaves(found, ["position", "format", "title"]) + listed(found["tracks"], "track-list", track),
  );

const track = (found: Json): string =>
  element(
    "track",
    { id: found["id"] },
    leaves(found, ["position", "number", "title", "length"]) +
      inside(found["recording"], (recording) =>
        element(
          "recording",
          { id: recording["id"] },
          leaves(recording, ["title", "length"]) + credit(recording["artist-credit"]),
        ),
      ),
  );

const credit = (found: unknown): string =>
  listed(found, "artist-credit", (name) =>
    element(
      "name-credit",
      { joinphrase: name["joinphrase"] || undefined },
      leaves(name, ["name"]) +
        inside(name["artist"], (artist) =>
          element("artist", { id: artist["id"] }, leaves(artist, ["name", "sort-name", "disambiguation"])),
        ),
    ),
  );

const listed = (found: unknown, name: string, render: (each: Json) => string): string =>
  Array.isArray(found) ? element(name, { count: found.length }, (found as Json[]).map(render).join("")) : "";

const inside = (found: unknown, render: (each: Json) => string): string =>
  found ? render(found as Json) : "";

const leaves = (found: Json, names: string[]): string =>
  names
    .filter((name) => found[name] !== undefined && found[name] !== null && found[name] !== "")
    .map((name) => element(name, {}, escaped(found[name])))
    .join("");

function element(name: string, attributes: Record<string, unknown>, body: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`);
  return `<${name}${written.join("")}>${body}</${name}>`;
}

const escaped = (value: unknown): string =>
  String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
