import { it } from "vitest";
import { createShopStage, askAgain, noCredentials } from "./stage.ts";
it("p", async () => {
  const s = await createShopStage();
  console.log(await s.importer(["album", "--help"]).then((r) => r.stdout));
  await s.withAlbums("Pink Floyd - The Dark Side of the Moon", "Surrender", "Nevermind");
  const w = await s.drain();
  console.log(w.stdout, w.stderr, s.asked(), await s.jobs());
  await askAgain(s);
  console.log(await s.products(), await s.rows("SELECT * FROM external_links WHERE item_type='album' and source='amazon'"));
  console.log((await s.importer(["links", "1", "--explain"])).stdout);
  console.log((await s.importer(["amazon", "check"])));
});
