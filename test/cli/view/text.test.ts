import stringWidth from "string-width";
import { expect, it } from "vitest";
import { widthOf } from "../../../src/cli/view/text.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";

const samples = [
  "plain",
  "Sigur Rós",
  "Sigur Ro\u0301s",
  "サマーれげぇ!レインボー",
  "夜に駆ける",
  "ﾊﾝｶｸ",
  "한국어 가나다",
  "\u1112\u1161\u11ab",
  "שלום",
  "مرحبا",
  "สวัสดี",
  "नमस्ते",
  "❤️",
  "1️⃣",
  "👨‍👩‍👧‍👦 family",
  "🇩🇪🇫🇷",
  "👍🏽",
  "…—“”",
  "\u001b[31mred\u001b[39m 夜",
  "a\u200bb\ufeffc",
  "½ ¹ × ÷ ★ ☆ ♪ №",
];

it("measures as string-width does, for the price of a table", () => {
  const titles = [...demoCatalogue().releaseGroups.values()].map(({ title }) => String(title));
  for (const text of [...samples, ...titles])
    expect([text, widthOf(text)]).toEqual([text, stringWidth(text)]);
});
