import { UserError } from "./errors.ts";

/** A setting as it was given, and where, for the words of a refusal. */
export interface Given {
  name: string;
  value: string;
  from: string;
  /** Its default, which serves as an example. */
  byDefault?: string | undefined;
}

export type Environment = Record<string, string | undefined>;

export interface ProxyConfig {
  httpProxy?: string;
  httpsProxy?: string;
  noProxy?: string;
}

export function parseUrl({ name, value, from, byDefault }: Given): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.search || url.hash) {
    throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no http(s) address`, {
      hint: `for instance: ${name}=${byDefault ?? "https://example.org"}`,
    });
  }
  return value.replace(/\/+$/, "");
}

export function parseMs({ name, value, from, byDefault }: Given): number {
  if (!/^\d{1,8}$/.test(value)) {
    throw new UserError(`${name} is "${value}" (in ${from}), which is no whole number of milliseconds`, {
      hint: `for instance: ${name}=${byDefault}`,
    });
  }
  return Number(value);
}

/** A key is a secret: what is wrong with it is said without it. */
export function parseKey({ name, value, from, byDefault }: Given): string {
  if (/^[\w-]{1,100}$/.test(value)) return value;
  const otherwise = byDefault === undefined ? "" : `; without one, ${name}=${byDefault} is for everybody`;
  throw new UserError(`${name} (in ${from}) is no key: it has letters, digits, "-" and "_" only`, {
    hint: `copy it again from your account${otherwise}`,
  });
}

/** As ISO 3166 has it: two letters. */
export function parseCountry({ name, value, from, byDefault }: Given): string {
  if (/^[a-z]{2}$/i.test(value)) return value.toUpperCase();
  throw new UserError(`${name} is "${value}" (in ${from}), which is no country's two letters`, {
    hint: `for instance: ${name}=${byDefault}`,
  });
}

/** The proxies that other programs use too; the names in small letters win. */
export function proxyFrom(env: Environment): ProxyConfig {
  const first = (...names: string[]): Given | undefined =>
    names
      .map((name) => ({ name, value: env[name]?.trim() ?? "", from: "the environment" }))
      .find(({ value }) => value);
  const httpProxy = first("http_proxy", "HTTP_PROXY");
  const httpsProxy = first("https_proxy", "HTTPS_PROXY");
  const noProxy = first("no_proxy", "NO_PROXY");
  return {
    ...(httpProxy && { httpProxy: parseProxy(httpProxy) }),
    ...(httpsProxy && { httpsProxy: parseProxy(httpsProxy) }),
    ...(noProxy && { noProxy: noProxy.value }),
  };
}

/** As other programs take it: `proxy:3128` is `http://proxy:3128`. */
function parseProxy({ name, value, from }: Given): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  try {
    const { protocol, username, password } = new URL(address);
    decodeURIComponent(username + password); // a lone % is an error where it is used
    if (["http:", "https:", "socks5:"].includes(protocol)) return address;
  } catch {
    // said below
  }
  throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no proxy's address`, {
    hint: `for instance: ${name}=http://127.0.0.1:3128`,
  });
}

/** A user and password in an address are nobody's business, nor is what stands behind its path: keys do. */
const withoutUser = (address: string): string =>
  address.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/i, "$1…@").replace(/[?#].*$/s, "?…");
