import { test } from "vitest";
import { importing, importWords, rows } from "../helpers/importing.ts";
import { recordedCatalogue } from "../helpers/musicbrainz.ts";
import { importReleases } from "../../src/importers/release/import.ts";
import { getAlbum } from "../../src/library/albums.ts";

test("explore fail", async () => {
  const t = await importing();
  t.db.$client.exec("CREATE TRIGGER no BEFORE INSERT ON identifiers WHEN NEW.item_type='album' BEGIN SELECT RAISE(ABORT,'the disk is made of cheese'); END");
  const r = await importWords(t.context, { title: "Nevermind", artist: "Nirvana" });
  console.log(JSON.stringify(r, null, 1), t.asked());
});
test("explore rec", async () => {
  const t = await importing(recordedCatalogue()!);
  for (const id of t.catalogue.releaseGroups.keys()) {
    const r = await importWords(t.context, { mbid: id });
    const rr = await importReleases(t.context, getAlbum(t.db, r.itemId!)!);
    console.log(r.outcome, rr.outcome, rr.saved, rr.providers[0]!.errors, r.providers[0]!.errors, t.asked().length);
  }
  for (const id of t.catalogue.releaseGroups.keys()) {
    const r = await importWords(t.context, { mbid: id }, { force: true });
    const rr = await importReleases(t.context, getAlbum(t.db, r.itemId!)!);
    console.log(r.outcome, r.saved, rr.saved, rr.providers[0]!.errors,r.providers[0]!.errors, t.asked().length);
  }
});
