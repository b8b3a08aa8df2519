import { describe, expect, it } from "vitest";
import { compareTitle } from "../../src/matching/titles/compare-titles.ts";
import { takeApart } from "../../src/matching/titles/title.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { album, artist, resolve } from "./candidates.ts";

const compare = (query: string, candidate: AlbumCandidate) =>
  compareTitle(takeApart(query), candidate, takeApart);

const soundtrack = (title: string): AlbumCandidate =>
  album(title, "Mick Gordon", { secondaryTypes: ["Soundtrack"], firstReleaseDate: "2016-09-28" });

describe("what a title has more is known of the album", () => {
  it.each([
    "Doom (Original Game Soundtrack)",
    "Doom OST",
    "DOOM: Original Game Soundtrack",
    "Doom Soundtrack",
    "Doom - O.S.T.",
    "Doom (Video Game Soundtrack)",
    "Doom (2016 Video Game)",
    "Doom (Bande originale du film)",
    "Doom (Colonna sonora originale)",
    "Doom (Banda Sonora Original)",
    "Music From the Motion Picture Doom",
    "Doom (Music from the TV Series)",
  ])("a soundtrack's words: %s", (query) => {
    expect(compare(query, soundtrack("Doom"))).toMatchObject({ kind: "explained" });
    expect(compare(query, album("Doom", "Mick Gordon")).kind).not.toBe("explained");
  });

  it("two ways to call a soundtrack are one, score and songs are two", () => {
    const film = soundtrack("Trainspotting: Music From the Motion Picture");
    expect(compare("Trainspotting (Original Motion Picture Soundtrack)", film).kind).toBe("explained");
    expect(compare("Trainspotting OST", film).kind).toBe("explained");
    expect(compare("Trainspotting (Original Score)", film)).toMatchObject({ kind: "qualifier" });
    expect(compare("Trainspotting (Original Cast Recording)", film)).toMatchObject({ kind: "qualifier" });
  });

  it("the cast of the theatre, told by its disambiguation, is not the film's soundtrack", () => {
    const cast = { ...soundtrack("Wicked"), disambiguation: "2003 original Broadway cast" };
    expect(compare("Wicked (Original Motion Picture Soundtrack)", cast)).toMatchObject({ kind: "qualifier" });
    expect(compare("Wicked OST", cast)).toMatchObject({ kind: "qualifier" });
    expect(compare("Wicked (Original Broadway Cast Recording)", cast).kind).toBe("explained");
    expect(compare("Wicked OST", soundtrack("Wicked: The Soundtrack")).kind).toBe("explained");
  });

  it("a disambiguation, with words that say nothing", () => {
    const cast = album("Les Misérables", "Schönberg", { disambiguation: "1985 original London cast" });
    expect(compare("Les Miserables (Original London Cast Recording)", cast)).toMatchObject({
      kind: "explained",
    });
    expect(compare("Les Miserables (Original Broadway Cast)", cast).score).toBeLessThan(0.8);
    const second = album("American Football", "American Football", { disambiguation: "LP2" });
    expect(compare("American Football (LP2)", second).score).toBe(0.95);
    expect(compare("American Football (LP3)", second).score).toBeLessThan(0.8);
  });

  it.each([
    ["Black Sabbath Vol. 4", "Vol. 4", "Black Sabbath"],
    ["Bach: Organ Works, Vol. 1", "Organ Works, Volume 1", "Johann Sebastian Bach"],
    ["Bach Organ Works Vol 1", "Organ Works, Volume 1", "Johann Sebastian Bach"],
    ["Vivaldi: The Four Seasons", "The Four Seasons", "Antonio Vivaldi"],
  ])("the artist's name in front: %s is %s", (query, title, name) => {
    expect(compare(query, album(title, name))).toMatchObject({ kind: "explained" });
    expect(compare(query, album(title, "Somebody Else")).score).toBeLessThan(0.8);
  });

  it("the artist's name in front of the stored title alone is a question", () => {
    expect(compare("II", album("Led Zeppelin II", "Led Zeppelin"))).toMatchObject({ score: 0.7 });
    expect(
      resolve("II", { artist: "Led Zeppelin" }, [album("Led Zeppelin II", "Led Zeppelin")]).outcome,
    ).toBe("weak");
  });

  it.each(["s/t", "S/T", "Self-Titled", "Self Titled", "self-titled album", "Eponymous"])(
    "self-titled: %s",
    (query) => {
      expect(compare(query, album("Suicide", "Suicide"))).toMatchObject({
        score: 0.95,
        how: "is self-titled",
      });
      expect(compare(query, album("Ghost Riders", "Suicide")).score).toBeLessThan(0.5);
    },
  );

  it("a split is asked about", () => {
    const split = album("Converge / Napalm Death", ["Converge", "Napalm Death"], { primaryType: "EP" });
    expect(resolve("Split", { artist: "Converge & Napalm Death" }, [split])).toMatchObject({
      outcome: "weak",
    });
  });
});

describe("titles of editions", () => {
  const machine = album("Die Mensch·Maschine", "Kraftwerk", { editionTitles: ["The Man·Machine"] });

  it("are the album's, for less than one of its own", () => {
    expect(resolve("The Man-Machine", { artist: "Kraftwerk" }, [machine])).toMatchObject({
      outcome: "resolved",
    });
    const own = album("The Man-Machine", "Kraftwerk", { firstReleaseDate: "1999" });
    expect(resolve("The Man-Machine", { artist: "Kraftwerk" }, [machine, own])).toMatchObject({
      best: { candidate: own },
    });
  });

  it("must be the same: nothing like them counts", () => {
    expect(compare("The Man-Machine Live", machine).score).toBeLessThan(0.8);
    expect(compare("The Men-Machine", machine).score).toBeLessThan(0.8);
  });
});

describe("signs that look alike", () => {
  it.each([
    ["<I°_°I>", "<|°_°|>"],
    ["Λlbum", "Album"],
    ["Fear 0f Music ∆", "Fear 0f Music A"],
  ])("%s is %s", (query, title) => {
    expect(compare(query, album(title, "Somebody"))).toMatchObject({ kind: "identical" });
  });

  it.each([
    ["1989", "I989"],
    ["!!!", "111"],
    ["+", "†"],
    ["III", "|||"],
    ["Weiß", "Weib"],
  ])("%s is not %s", (query, title) => {
    expect(compare(query, album(title, "Somebody")).kind).not.toBe("identical");
  });
});

describe("the beginning of a longer title is asked about, never accepted", () => {
  const long =
    "When the Pawn Hits the Conflicts He Thinks Like a King What He Knows Throws the Blows When He Goes to the Fight";
  it.each([
    ["When the Pawn", long],
    ["When the Pawn ...", long],
    ["When the Pawn Hits…", long],
    ["Too Weird to Live", "Too Weird to Live, Too Rare to Die!"],
    ["Music to listen to~dance to~...", "Music to listen to~dance to~blaze to~pray to~feed to~sleep to"],
  ])("%s", (query, title) => {
    const candidate = album(title, "Somebody");
    expect(compare(query, candidate)).toMatchObject({ score: 0.7, kind: "qualifier" });
    expect(resolve(query, { artist: "Somebody" }, [candidate])).toMatchObject({ outcome: "weak" });
    expect(resolve(query, {}, [candidate])).toMatchObject({ outcome: "weak" });
  });

  it("but not one small word, and no short title", () => {
    expect(compare("The", album(long, "Somebody")).score).toBeLessThan(0.5);
    expect(compare("Silent Alarm", album("Silent Alarm Remixed", "Bloc Party")).score).not.toBe(0.7);
  });
});

describe("artists more or less", () => {
  it.each([
    ["Bob Marley", "Bob Marley & The Wailers", "resolved"],
    ["Tom Petty and the Heartbreakers", "Tom Petty", "resolved"],
    ["Prince & the Revolution", "Prince and The Revolution", "resolved"],
    ["Jimmy Cliff and Various Artists", "Jimmy Cliff", "resolved"],
    ["Santana & Friends", "Santana", "resolved"],
    ["Beethoven", "Ludwig van Beethoven", "weak"],
    ["Tyler", "Tyler, The Creator", "weak"],
    ["Bob Marley", "Ziggy Marley", "weak"],
  ])("%s for %s: %s", (asked, credited, outcome) => {
    expect(
      resolve("Legend of the Sea", { artist: asked }, [album("Legend of the Sea", credited)]).outcome,
    ).toBe(outcome);
  });

  it("by a sort name as it is spoken", () => {
    const akina = artist("中森明菜", { sortName: "Nakamori, Akina" });
    expect(resolve("Stock", { artist: "Akina Nakamori" }, [album("Stock", akina)]).outcome).toBe("resolved");
  });
});

describe("an EP and a single of one name", () => {
  const [ep, single, lp] = ["EP", "Single", "Album"].map((primaryType) =>
    album("She Looks So Perfect", "5 Seconds of Summer", { primaryType }),
  );

  it("are a question, unless the type is named", () => {
    const ask = (title: string) => resolve(title, { artist: "5 Seconds of Summer" }, [ep!, single!]);
    expect(ask("She Looks So Perfect").outcome).toBe("ambiguous");
    for (const form of ["- EP", "(EP)", "[EP]", "-EP", "EP", "E.P.", "(E.P.)"]) {
      expect(ask(`She Looks So Perfect ${form}`), form).toMatchObject({ best: { candidate: ep } });
    }
    for (const form of ["- Single", "(Single)", "[Single]"]) {
      expect(ask(`She Looks So Perfect ${form}`), form).toMatchObject({ best: { candidate: single } });
    }
  });

  it("stand behind an album", () => {
    const found = resolve("She Looks So Perfect", { artist: "5 Seconds of Summer" }, [ep!, single!, lp!]);
    expect(found).toMatchObject({ best: { candidate: lp } });
  });
});

describe("between albums of one artist", () => {
  it("a word of the title itself names no type", () => {
    const studio = album("Live Through This", "Hole");
    const bootleg = album("Live Through This", "Hole", { secondaryTypes: ["Live"] });
    expect(resolve("Live Through This", { artist: "Hole" }, [bootleg, studio])).toMatchObject({
      best: { candidate: studio },
    });
    expect(resolve("Live Through This (Live)", { artist: "Hole" }, [bootleg, studio])).toMatchObject({
      best: { candidate: bootleg },
    });
  });

  it("a year that is another's, of nearly the same title, is a question", () => {
    const first = album("1989", "Taylor Swift", { firstReleaseDate: "2014" });
    const again = album("1989 (Taylor’s Version)", "Taylor Swift", { firstReleaseDate: "2023" });
    const ask = (year: number) => resolve("1989", { artist: "Taylor Swift", year }, [first, again]).outcome;
    expect([ask(2014), ask(2016), ask(2023)]).toEqual(["resolved", "resolved", "ambiguous"]);
  });
});
