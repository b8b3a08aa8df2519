import { describe, expect, it } from "vitest";
import { album, resolve } from "./candidates.ts";

const nevermind = album("Nevermind", "Nirvana", { firstReleaseDate: "1991-09-23" });

describe("albums of one artist with one title", () => {
  const weezers = [1994, 2001, 2019].map((year) =>
    album("Weezer", "Weezer", { firstReleaseDate: String(year) }),
  );

  it("are ambiguous", () => {
    expect(resolve("Weezer", { artist: "Weezer" }, weezers)).toMatchObject({
      outcome: "ambiguous",
      why: "3 albums match equally well",
    });
    expect(resolve("Weezer", {}, weezers).outcome).toBe("ambiguous");
  });

  it("are told apart by the year, one off or not", () => {
    expect(resolve("Weezer (2001)", {}, weezers)).toMatchObject({
      outcome: "resolved",
      best: { candidate: weezers[1] },
    });
    expect(resolve("Weezer", { artist: "Weezer", year: 1994 }, weezers)).toMatchObject({
      best: { candidate: weezers[0] },
    });
    const gabriels = [1977, 1978].map((year) =>
      album("Peter Gabriel", "Peter Gabriel", { firstReleaseDate: String(year) }),
    );
    expect(resolve("Peter Gabriel (1978)", {}, gabriels)).toMatchObject({ best: { candidate: gabriels[1] } });
    expect(resolve("Weezer", { artist: "Weezer", year: 2017 }, weezers).outcome).toBe("ambiguous");
  });

  it("are told apart by the type: an album before an EP, a single, a live album", () => {
    const plain = album("Let It Be", "The Beatles");
    for (const more of [
      { primaryType: "EP" },
      { primaryType: "Single" },
      { secondaryTypes: ["Live"] },
      { secondaryTypes: ["Compilation"] },
    ]) {
      const other = album("Let It Be", "The Beatles", { ...more, releaseCount: 500, searchScore: 100 });
      expect(resolve("Let It Be", { artist: "The Beatles" }, [other, plain])).toMatchObject({
        outcome: "resolved",
        best: { candidate: plain },
      });
    }
  });

  it("are told apart by a type that is named", () => {
    const plain = album("At Budokan", "Cheap Trick");
    const live = album("At Budokan", "Cheap Trick", { secondaryTypes: ["Live"] });
    expect(resolve("At Budokan (Live)", { artist: "Cheap Trick" }, [plain, live])).toMatchObject({
      best: { candidate: live },
    });
  });

  it("say of a demoted one why it is", () => {
    const live = album("Live at Leeds", "The Who", { secondaryTypes: ["Live"] });
    const unasked = album("Stop Making Sense", "Talking Heads", { secondaryTypes: ["Live"] });
    expect(resolve("Live at Leeds", {}, [live]).ranked[0]!.why).toEqual(["title identical"]);
    expect(resolve("Stop Making Sense", {}, [unasked]).ranked[0]!.why).toContain(
      "a live album, and none was asked for",
    );
  });
});

describe("a year", () => {
  it("later than the first release may be a remaster's", () => {
    expect(resolve("Nevermind", { artist: "Nirvana", year: 2011 }, [nevermind]).outcome).toBe("resolved");
  });

  it("before the first release is asked about", () => {
    const resolution = resolve("Nevermind", { artist: "Nirvana", year: 1985 }, [nevermind]);
    expect(resolution.outcome).toBe("weak");
    expect(resolution.why).toContain("year 1985 is before the first release in 1991");
  });

  it("counts for nothing where MusicBrainz has none", () => {
    expect(
      resolve("Desire", { artist: "Toyah", year: 1987 }, [
        album("Desire", "Toyah", { firstReleaseDate: "" }),
      ]),
    ).toMatchObject({
      outcome: "resolved",
      best: { coverage: 0.85 },
    });
  });
});
