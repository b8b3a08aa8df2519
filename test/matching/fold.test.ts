import { describe, expect, it } from "vitest";
import { foldName, foldTitle } from "../../src/matching/text/fold.ts";

describe("foldTitle", () => {
  it.each([
    ["NEVERMIND", "Nevermind"],
    ["Agaetis byrjun", "Ágætis byrjun"],
    ["Beatles, The", "The Beatles"],
    ["A Night at the Opera", "Night at the Opera, A"],
    ["Love & Honesty", "LOVE AND HONESTY"],
    ["Red Hot + Blue", "Red Hot & Blue"],
    ["Sgt. Pepper's", "Sgt Pepper’s"],
    ["Rock 'n' Roll", "Rock and Roll"],
    ["Die Mensch-Maschine", "Die Mensch‐Maschine"],
    ["ＯＫ　Ｃｏｍｐｕｔｅｒ", "OK Computer"],
    ["サマーれげぇ！レインボー", "サマーれげぇ!レインボー"],
    ["good kid, maad city", "good kid, m.A.A.d city"],
    ["10000 Days", "10,000 Days"],
    ["2+2=5", "2 + 2 = 5"],
    ["Straße", "Strasse"],
    ["x", "×"],
    ["  Kind   of\tBlue ", "Kind of Blue"],
    ["Motown", "Motown™"],
  ])("gives %s and %s one key", (some, other) => {
    expect(foldTitle(some)).toBe(foldTitle(other));
  });

  it.each([
    ["+", "="],
    ["!!!", "???"],
    ["÷", "×"],
    ["★", "☆"],
    ["( )", "[ ]"],
    ["Led Zeppelin II", "Led Zeppelin III"],
    ["1989", "1999"],
    ["が", "か"],
    ["Greatest Hits", "Greatest Hits II"],
  ])("keeps %s and %s apart", (some, other) => {
    expect(foldTitle(some)).not.toBe(foldTitle(other));
  });

  it.each(["+", "=", "!!!", "÷", "( )", "…", "The", "A", "&", "™", "-", "’", "❤️", "한국", "†", "\u200b"])(
    "never folds %s to nothing",
    (title) => {
      expect(foldTitle(title)).not.toBe("");
    },
  );

  it("keeps the keys that are stored in libraries", () => {
    expect(
      ["Ágætis byrjun", "The Dark Side of the Moon", "(What’s the Story) Morning Glory?", "+", "R&B"].map(
        foldTitle,
      ),
    ).toEqual(["agaetis byrjun", "dark side of the moon", "whats the story morning glory", "+", "r and b"]);
  });

  it("folds a key to itself", () => {
    for (const title of ["Ágætis byrjun", "Love & Honesty", "2 + 2 = 5", "!!!", "AC/DC Live", "E•MO•TION"]) {
      expect(foldTitle(foldTitle(title))).toBe(foldTitle(title));
    }
  });
});

describe("foldName", () => {
  it.each([
    ["ACDC", "AC/DC"],
    ["REM", "R.E.M."],
    ["Pink", "P!nk"],
    ["Kesha", "Ke$ha"],
    ["ASAP Rocky", "A$AP Rocky"],
    ["Guns & Roses", "Guns N’ Roses"],
    ["Florence and the Machine", "Florence + the Machine"],
    ["Chemical Brothers, The", "The Chemical Brothers"],
    ["Motorhead", "Motörhead"],
  ])("gives %s and %s one key", (some, other) => {
    expect(foldName(some)).toBe(foldName(other));
  });

  it("keeps the signs of a name that has only those", () => {
    expect(foldName("!!!")).toBe("!!!");
    expect(foldName("+44")).not.toBe(foldName("44"));
  });
});
