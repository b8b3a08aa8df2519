import stringWidth from "string-width";
import { expect, it } from "vitest";
import { timeToCome, widthOf } from "../../../src/cli/layout/text.ts";
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

it("gives a time to come its date where that is another day", () => {
  const noon = new Date(2026, 10, 21, 12).getTime();
  const hourMs = 3_600_000;
  expect(timeToCome(noon + hourMs, noon)).toBe("13:00:00");
  expect(timeToCome(noon + 12 * hourMs, noon)).toBe("2026-11-22 00:00:00");
  expect(timeToCome(noon + 24 * hourMs, noon)).toBe("2026-11-22 12:00:00");
});
