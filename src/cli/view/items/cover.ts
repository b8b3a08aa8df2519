import { join } from "node:path";
import type { describeCovers } from "../../../library/enrichment/covers.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";

const tierWords = {
  person: "yours",
  file: "your files'",
  owned_release: "of the edition you have",
  release_group: "of the album",
  identifier: "by an identifier",
  name: "by its name",
} as const;

/** The cover of an album, and beside it all that was offered. */
export function showAlbumCovers(
  output: Output,
  shown: ReturnType<typeof describeCovers>,
  home: string,
): void {
  const { album, override, cover, status, offered } = shown;
  output.line(output.colour.bold(plainText(album.title)));
  if (override !== null) output.line("  no cover, removed by hand");
  else if (!cover) output.line(status === "absent" ? "  no cover" : "  no cover yet");
  else output.line(`  ${plainText(join(home, cover.path))}`);
  for (const each of offered) {
    const sign = cover?.id === each.id ? "*" : " ";
    const origin = [each.source === "person" ? "" : each.source, each.ref ?? each.sourceUrl]
      .filter(Boolean)
      .join(" ");
    const words = [`${each.width}×${each.height}`, tierWords[each.tier], origin].filter(Boolean).join(", ");
    output.line(`  ${sign} ${plainText(words)}`);
  }
}
