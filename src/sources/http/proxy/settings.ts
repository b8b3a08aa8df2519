import { UserError } from "../../../errors.ts";
import type { Environment, GivenSetting } from "../../../settings/own.ts";
import { withoutUser } from "../../../settings/secret.ts";

export interface ProxyConfig {
  httpProxy?: string;
  httpsProxy?: string;
  noProxy?: string;
}

/** The proxies that other programs use too; the names in small letters win. */
export function proxyFrom(env: Environment): ProxyConfig {
  const first = (...names: string[]): GivenSetting | undefined =>
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
function parseProxy({ name, value, from }: GivenSetting): string {
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
