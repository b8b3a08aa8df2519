import { describe, expect, it } from "vitest";
import {
  authorizationOf,
  credentialVersions,
  regionMismatch,
  tokenAddress,
  tokenServices,
} from "../../../src/sources/amazon/credentials.ts";
import {
  chooseIndex,
  findMarketplace,
  isAsin,
  marketplaces,
  productUrl,
} from "../../../src/sources/amazon/marketplace.ts";
import { formatPrice, readPrice } from "../../../src/sources/amazon/price.ts";

const us = findMarketplace("www.amazon.com")!;

describe("marketplaces", () => {
  it("are 22, each once, with a currency", () => {
    expect(new Set(marketplaces.map(({ host }) => host)).size).toBe(22);
    for (const { host, currency } of marketplaces) {
      expect(host).toMatch(/^www\.amazon\.[a-z.]+$/);
      expect(currency).toMatch(/^[A-Z]{3}$/);
    }
  });

  it.each([
    ["www.amazon.co.uk", "www.amazon.co.uk"],
    ["amazon.de", "www.amazon.de"],
    [" https://www.Amazon.co.jp/ ", "www.amazon.co.jp"],
    ["amazon.example", undefined],
    ["", undefined],
  ])("%s is %s", (address, host) => {
    expect(findMarketplace(address)?.host).toBe(host);
  });

  it.each([
    ["com", "Music", "Music"],
    ["com", "DigitalMusic", "DigitalMusic"],
    ["ca", "DigitalMusic", "Music"],
    ["com.br", "Music", "All"],
    ["sg", "DigitalMusic", "All"],
    ["com", "All", "All"],
  ] as const)("of %s a search for %s goes to %s", (domain, wanted, index) => {
    expect(chooseIndex(findMarketplace(`amazon.${domain}`)!, wanted)).toBe(index);
  });

  it("have addresses of products, with and without a tag", () => {
    expect(productUrl(us, "B000003TA4")).toBe("https://www.amazon.com/dp/B000003TA4");
    expect(productUrl(us, "B000003TA4", "my tag&x")).toBe(
      "https://www.amazon.com/dp/B000003TA4?tag=my%20tag%26x",
    );
  });
});

it.each([
  ["B000003TA4", true],
  ["034540001X", true],
  ["b000003ta4", false],
  ["B000003TA", false],
  ["B000003TA4\n", false],
  ["", false],
])("%j is an ASIN: %s", (text, is) => {
  expect(isAsin(text)).toBe(is);
});

it("every version of credentials has its log-in and its region", () => {
  expect(credentialVersions.map((version) => new URL(tokenServices[version].url).host)).toEqual([
    "creatorsapi.auth.us-east-1.amazoncognito.com",
    "creatorsapi.auth.eu-south-2.amazoncognito.com",
    "creatorsapi.auth.us-west-2.amazoncognito.com",
    "api.amazon.com",
    "api.amazon.co.uk",
    "api.amazon.co.jp",
  ]);
  expect(authorizationOf("t", "2.3")).toBe("Bearer t, Version 2.3");
  expect(authorizationOf("t", "3.3")).toBe("Bearer t");
  expect(regionMismatch("2.1", us)).toBeUndefined();
  expect(regionMismatch("3.3", us)).toBe(
    "credentials of version 3.3 are for the Far East, and www.amazon.com belongs to North America",
  );
});

describe("prices", () => {
  it.each([
    [11.98, "USD", 1198],
    [0.29, "EUR", 29],
    ["11.98", "GBP", 1198],
    [1980, "JPY", 1980],
    ["1980.0", "JPY", 1980],
    [0, "USD", 0],
  ])("%s %s are %i", (amount, currency, priceCents) => {
    expect(readPrice(amount, currency, "USD")).toEqual({ priceCents, currency });
  });

  it("take the marketplace's currency where none is given", () => {
    expect(readPrice(2500, undefined, "JPY")).toEqual({ priceCents: 2500, currency: "JPY" });
  });

  it.each([
    [undefined, "USD"],
    ["", "USD"],
    ["11,98", "EUR"],
    [-1, "USD"],
    [Infinity, "USD"],
    [1e18, "USD"],
    [1, "dollars"],
    [1, "\u001b[3"],
  ])("%s %j is none", (amount, currency) => {
    expect(readPrice(amount, currency, "USD")).toBeUndefined();
  });

  it.each([
    [1198, "USD", "$11.98"],
    [1980, "JPY", "¥1,980"],
    [999, "EUR", "€9.99"],
  ])("%i %s is shown as %s", (priceCents, currency, shown) => {
    expect(formatPrice({ priceCents, currency })).toBe(shown);
  });
});

it.each([
  ["3.1", undefined, "https://api.amazon.com/auth/o2/token"],
  ["2.2", "http://127.0.0.1:8080", "http://127.0.0.1:8080/oauth2/token"],
  ["3.3", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/auth/o2/token"],
  ["3.1", "http://127.0.0.1:8080/any/where", "http://127.0.0.1:8080/any/where"],
] as const)("tokens of version %s, address given as %s, are asked for at %s", (version, given, address) => {
  expect(tokenAddress(version, given)).toBe(address);
});
