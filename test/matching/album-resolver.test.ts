import { describe, expect, it } from "vitest";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { album, artist, resolve } from "./candidates.ts";

const nevermind = album("Nevermind", "Nirvana", { firstReleaseDate: "1991-09-23" });
const desire = album("Desire", "Bob Dylan", { firstReleaseDate: "1976-01-05", releaseCount: 90 });
const desireOfHurts = album("Desire", "Hurts", { firstReleaseDate: "2017", releaseCount: 3 });
const various = artist("Various Artists", { mbid: variousArtistsMbid });

describe("title and artist", () => {
  it.each([
    ["Opium fürs Volk", "Toten Hosen", album("Opium fürs Volk", "Die Toten Hosen")],
    ["Deftones (Self-Titled)", "Deftones", album("Deftones", "Deftones")],
  ])("%s by %s are resolved", (title, by, one) => {
    expect(resolve(title, { artist: by }, [one]).outcome).toBe("resolved");
  });

  it("that agree are resolved, with reasons", () => {
    const resolution = resolve("nevermind", { artist: "Nirvana" }, [
      nevermind,
      album("Nevermind", "Dennis Lloyd"),
    ]);
    expect(resolution).toMatchObject({
      outcome: "resolved",
      best: { candidate: nevermind, score: 1, coverage: 0.85, why: ["title identical", "artist identical"] },
      why: "1.00: title identical, artist identical; no other album comes near",
    });
    expect(resolution.ranked).toHaveLength(1); // whoever else has one says nothing of this
  });

  it("in one string are read as such", () => {
    for (const typed of ["Nirvana - Nevermind", "Nevermind by Nirvana", "Nirvana – Nevermind (1991)"]) {
      expect(resolve(typed, {}, [nevermind, desire])).toMatchObject({
        outcome: "resolved",
        best: { candidate: nevermind },
      });
    }
  });

  it("with another artist are asked about: the title is there, by somebody else", () => {
    const resolution = resolve("Nevermind", { artist: "Metallica" }, [nevermind, desire]);
    expect(resolution).toMatchObject({ outcome: "weak", ranked: [{ candidate: nevermind, score: 0.3 }] });
    expect(resolution.ranked).toHaveLength(1);
    expect(resolution.why).toBe("no album of this title is by Metallica; there is one by Nirvana");
    expect(resolve("Never", { artist: "Metallica" }, [nevermind])).toMatchObject({ outcome: "none" });
  });

  it("with a similar artist are asked about", () => {
    const weezer = album("Pinkerton", "Weezer");
    expect(resolve("Pinkerton", { artist: "Wheezer" }, [weezer]).outcome).toBe("weak");
    expect(
      resolve("The Dark Side of the Moon", { artist: "Pink" }, [
        album("The Dark Side of the Moon", "Pink Floyd"),
      ]).outcome,
    ).toBe("weak");
    expect(
      resolve("Led Zeppelin", { artist: "Lez Zeppelin" }, [album("Led Zeppelin", "Led Zeppelin")]).outcome,
    ).toBe("weak");
  });

  it("with slips are resolved, where a slip is no other word", () => {
    const moon = album("The Dark Side of the Moon", "Pink Floyd");
    expect(resolve("The Dark Side of the Moon", { artist: "Pink Flyod" }, [moon]).outcome).toBe("resolved");
    expect(resolve("Nevermnd", { artist: "Nirvanna" }, [nevermind]).outcome).toBe("resolved");
    expect(resolve("Greatest Hits", { artist: "Camel" }, [album("Greatest Hits", "Cameo")]).outcome).toBe(
      "weak",
    );
  });

  it("of an album whose number differs are only asked about", () => {
    const zeppelin = [album("Led Zeppelin II", "Led Zeppelin"), album("Led Zeppelin III", "Led Zeppelin")];
    const resolution = resolve("Led Zeppelin IV", { artist: "Led Zeppelin" }, zeppelin);
    expect(resolution.outcome).toBe("weak");
    expect(resolution.ranked[0]!.why).toContain("numbers differ: IV, II");
  });

  it("leave words of the title unread in no reading", () => {
    const nirvana = album("Nirvana", "Nirvana", { secondaryTypes: ["Compilation"] });
    expect(resolve("Nirvana - Nevermind", { artist: "Nirvana" }, [nirvana, nevermind])).toMatchObject({
      outcome: "resolved",
      best: { candidate: nevermind },
    });
    expect(resolve("Nirvana - Nevermind", { artist: "Nirvana" }, [nirvana]).outcome).not.toBe("resolved");
  });
});

describe("artists", () => {
  it("count by alias and sort name", () => {
    const sheena = artist("椎名林檎", { sortName: "Sheena, Ringo", aliases: ["Ringo Sheena"] });
    const first = album("無罪モラトリアム", sheena, { aliases: ["Muzai Moratorium"] });
    for (const name of ["Ringo Sheena", "Sheena Ringo", "椎名林檎"]) {
      expect(resolve("Muzai Moratorium", { artist: name }, [first])).toMatchObject({ outcome: "resolved" });
    }
    const nickname = artist("椎名林檎", { aliases: ["Ringo"] });
    expect(
      resolve("無罪モラトリアム", { artist: "Ringo" }, [album("無罪モラトリアム", nickname)]).ranked[0]!.why,
    ).toContain("artist identical, by alias");
  });

  it("of a collaboration count together, in any order, and singly for less", () => {
    const lulu = album("Lulu", ["Lou Reed", "Metallica"]);
    const scores = ["Lou Reed & Metallica", "Metallica and Lou Reed", "Metallica"].map((name) => {
      const resolution = resolve("Lulu", { artist: name }, [lulu]);
      expect(resolution.outcome).toBe("resolved");
      return resolution.ranked[0]!.score;
    });
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(scores[2]!);
    expect(resolve("Lulu", { artist: "Metallica & Ozzy Osbourne" }, [lulu]).outcome).not.toBe("resolved");
  });

  it("that share a work make it ambiguous", () => {
    const recordings = ["Glenn Gould", "András Schiff"].map((pianist) =>
      album("Goldberg Variations", ["Johann Sebastian Bach", pianist]),
    );
    expect(resolve("Goldberg Variations", { artist: "Johann Sebastian Bach" }, recordings)).toMatchObject({
      outcome: "ambiguous",
      why: "2 albums match equally well",
    });
    expect(resolve("Goldberg Variations", { artist: "Glenn Gould" }, recordings).outcome).toBe("resolved");
  });

  it("with one name are two", () => {
    const namesakes = [
      artist("Nirvana"),
      artist("Nirvana", { mbid: variousArtistsMbid.replace("89", "90") }),
    ];
    const albums = namesakes.map((each, at) => album("All of Us", each, { releaseCount: at * 50 }));
    albums[1]!.mbid = albums[0]!.mbid.replace(/.$/, "z");
    expect(resolve("All of Us", { artist: "Nirvana" }, albums).outcome).toBe("ambiguous");
  });

  it("called Various Artists are that by MBID only", () => {
    const winter = album("Wintertunes", various);
    for (const name of [
      "Various Artists",
      "VA",
      "V.A.",
      "V/A",
      "various",
      "Verschiedene Interpreten",
      "VA - Compilation",
    ]) {
      expect(resolve("Wintertunes", { artist: name }, [winter]).outcome).toBe("resolved");
    }
    expect(resolve("Wintertunes", { artist: "BoA" }, [winter]).outcome).toBe("weak");
    expect(resolve("Wintertunes", { artist: "VA" }, [album("Wintertunes", "Various Artists")]).outcome).toBe(
      "weak",
    );
  });

  it("may lead a group, or bring a guest", () => {
    const exodus = album("Exodus", "Bob Marley & The Wailers");
    expect(resolve("Exodus", { artist: "Bob Marley" }, [exodus]).outcome).toBe("resolved");
    const songs = album("Supernatural", "Santana");
    expect(resolve("Supernatural", { artist: "Santana feat. Rob Thomas" }, [songs]).outcome).toBe("resolved");
  });
});

describe("a title alone", () => {
  it("is resolved if one artist has it", () => {
    expect(resolve("Cocotriste", {}, [album("Cocotriste", "Kiwaïda and Rico Zerone")])).toMatchObject({
      outcome: "resolved",
      best: { coverage: 0.5 },
    });
  });

  it("is ambiguous if several have it, however popular one of them is", () => {
    const resolution = resolve("Desire", {}, [desireOfHurts, desire, nevermind]);
    expect(resolution).toMatchObject({ outcome: "ambiguous", why: "a title alone, and 2 artists have one" });
    expect(resolution.ranked.map(({ candidate }) => candidate)).toEqual([desire, desireOfHurts]);
  });

  it("is ambiguous even if the others are a single or a tribute", () => {
    const single = album("Nevermind", "Dennis Lloyd", { primaryType: "Single" });
    const karaoke = album("Nevermind", "Backing Track Players", { disambiguation: "karaoke" });
    expect(resolve("Nevermind", {}, [nevermind, single]).outcome).toBe("ambiguous");
    expect(resolve("Nevermind", {}, [nevermind, karaoke]).outcome).toBe("ambiguous");
  });

  it("must be the same: a slip is asked about", () => {
    expect(resolve("Nevermnd", {}, [nevermind])).toMatchObject({
      outcome: "weak",
      ranked: [{ candidate: nevermind }],
    });
    expect(resolve("Nevermnd", {}, [nevermind]).why).toContain("a title alone must be exact");
  });

  it.each([
    ["Gorillaz", album("Gorillaz EP", "Somebody", { primaryType: "EP" })],
    ["Soul Mining", album("The Mining", "Somebody", { disambiguation: "soul" })],
    ["Rumours", album("Somebody", "Somebody", { disambiguation: "Rumours" })],
  ])("must be all of the title: %s is asked about", (title, near) => {
    expect(resolve(title, {}, [near]).outcome).toBe("weak");
    expect(resolve(title, { artist: "Somebody" }, [near]).outcome).toBe("resolved");
  });

  it("with a year is resolved if the year is that of one and far from the others'", () => {
    expect(resolve("Desire (2017)", {}, [desire, desireOfHurts])).toMatchObject({
      outcome: "resolved",
      best: { candidate: desireOfHurts, why: ["title identical", "year 2017 agrees"] },
    });
    const tuxedomoon = album("Desire", "Tuxedomoon", { firstReleaseDate: "1977" });
    expect(resolve("Desire (1976)", {}, [desire, tuxedomoon]).outcome).toBe("ambiguous");
    expect(resolve("Desire (1976)", {}, [desire, album("Desire", "Toyah")]).outcome).toBe("ambiguous");
  });

  it("with a year that contradicts is not accepted", () => {
    expect(resolve("Nevermind", { year: 2011 }, [nevermind]).outcome).toBe("weak");
    expect(resolve("Nevermind", { year: 1969 }, [nevermind]).outcome).toBe("weak");
  });

  it("is found with an edition, unless a dash could part it from an artist", () => {
    expect(resolve("Nevermind (Deluxe Edition)", {}, [nevermind]).outcome).toBe("resolved");
    const selfTitled = album("Better Than Ezra", "Better Than Ezra");
    expect(resolve("Better Than Ezra - Deluxe", {}, [selfTitled]).outcome).toBe("weak");
  });

  it("of two compilations by Various Artists is ambiguous, whatever their types", () => {
    const now = [
      album("Now 40", various, { firstReleaseDate: "1998" }),
      album("Now 40", various, { secondaryTypes: ["Live"] }),
    ];
    expect(resolve("Now 40", {}, now).outcome).toBe("ambiguous");
  });
});

describe("candidates", () => {
  it("that are none are none", () => {
    expect(resolve("Desire", {}, [])).toEqual({ outcome: "none", ranked: [], why: "nothing was found" });
  });

  it("that come twice are one", () => {
    expect(resolve("Nevermore", {}, [nevermind, nevermind]).ranked).toHaveLength(1);
    expect(resolve("Nevermind", {}, [nevermind, { ...nevermind }]).outcome).toBe("resolved");
  });

  it("are ranked the same in whatever order they come", () => {
    const all = [desire, desireOfHurts, nevermind, album("Desire", "Toyah"), album("Desires", "Toyah")];
    expect(resolve("Desire", {}, [...all].reverse())).toEqual(resolve("Desire", {}, all));
  });

  it("of a search by words are decided without MusicBrainz's score", () => {
    const wrong = album("Never Mind the Bollocks", "Sex Pistols", { searchScore: 100 });
    expect(resolve("Nevermind", { artist: "Sex Pistols" }, [wrong]).outcome).not.toBe("resolved");
  });
});
