import { describe, expect, it } from "vitest";
import { shownValue, withoutSecrets, withoutUser } from "../../src/settings/secret.ts";

const secret = "s3cret";

/** Each is an address to some program: to WHATWG's parser (`http:user:…@`), to curl (`user:…@`), or once it is no longer escaped. */
const withUser = [
  `http://alice:${secret}@host/ws/2`,
  `http:alice:${secret}@host/ws/2`,
  `https:${secret}@host`,
  `//alice:${secret}@host:8080/ws`,
  `alice:${secret}@host`,
  `HTTP:\\\\alice:${secret}@host`,
  `http://alice:${secret}@more@host`,
  `http://alice@more:${secret}@host`,
  `http://alice:sla/sh${secret}@host`,
  `http%3A%2F%2Falice%3A${secret}%40host%2Fpath`,
  `http%3a%2f%2falice:${secret}%40host`,
  `socks5://alice:${secret}@host`,
  `https://${secret}@host`,
];

const withKey = [
  `https://host/path?token=${secret}&x=1`,
  `https://host/path?x=1&api_key=${secret}`,
  `https://host/#access_token=${secret}`,
  `https://host/?X-Amz-Signature=${secret}`,
  `https%3A%2F%2Fhost%2F%3Fpassword%3D${secret}%26x%3D1`,
  `https://host/?auth=${secret}`,
  `https://host/?sessionid=${secret};pwd=${secret}`,
];

describe("credentials", () => {
  it.each([...withUser, ...withKey])("are not shown of %s, wherever it stands", (address) => {
    for (const name of ["IMPORTER_MUSICBRAINZ_URL", "HTTPS_PROXY", "IMPORTER_CONTACT"])
      expect(shownValue(name, address)).not.toMatch(/s3cret|alice/);
    expect(withoutUser(address)).toContain("host");
    for (const words of [address, `"${address}"`, `see ${address} there`, `<${address}>`]) {
      const shown = withoutSecrets(words);
      expect(shown).not.toContain(secret);
      expect(shown).toContain("host");
    }
  });

  it.each([
    "https://musicbrainz.org/release/1",
    "Live @ Wembley",
    "10:04 @ home",
    "mailto:me@example.org",
    "me@example.org",
    "importer (me@example.org)",
    "https://www.youtube.com/@band",
    "http://127.0.0.1:8080/@band",
    "discogs:release:249504",
    "https://host/?q=key+of+life&page=2",
    "AC/DC: Let There Be Rock @ Oakland",
    "what?",
  ])("are not seen in %s", (words) => {
    expect(withoutSecrets(words)).toBe(words);
  });

  it("take no longer to find in what is made of their beginnings", () => {
    const hostile = ["//a:b", "http:", "?token", "a:b", "%2F%2F:"].map((piece) => piece.repeat(50_000));
    for (const name of ["?token", "%3Ftoken", ";key", "#auth"])
      for (let at = 0; at < 20; at++) hostile.push(`${at}${name.repeat(20_000 / name.length)}`);
    for (const words of hostile) expect(withoutSecrets(words).length).toBeLessThanOrEqual(10_000);
  });
});
