import { once } from "node:events";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { CertificateError } from "../../../errors.ts";
import { shortText } from "../../../plain-text.ts";
import type { ProxyConfig } from "./settings.ts";

const patienceMs = 3_000;
const remedy =
  "if that is your company's inspection, set NODE_EXTRA_CA_CERTS=/path/to/its-certificate.pem, " +
  "or NODE_USE_SYSTEM_CA=1 where this computer trusts it (Node 22.19 or newer)";

/**
 * The same fault; of a certificate, with who issued it and what to do. The name is read over a second connection, on which
 * nothing is sent and nothing else believed. Other faults go through as they are.
 */
export async function nameIssuer(fault: Error, url: URL, proxy: ProxyConfig): Promise<Error> {
  if (!(fault instanceof CertificateError)) return fault;
  const issuer = await readIssuer(url, proxy).catch(() => undefined);
  const by = issuer === undefined ? "" : ` (it was issued by "${shortText(issuer, 80)}")`;
  const { source, message, cause } = fault;
  return new CertificateError(source, `${message}${by}: ${remedy}`, { cause });
}

async function readIssuer(url: URL, { httpsProxy }: ProxyConfig): Promise<string | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  const { hostname } = url;
  const port = Number(url.port || 443);
  const plain = httpsProxy
    ? await tunnel(new URL(httpsProxy), hostname, port, signal)
    : connectPlain(port, bare(hostname));
  plain.on("error", () => undefined);
  try {
    const isName = !/^[\d.]+$|^\[/.test(hostname);
    const secure = connectTls({
      socket: plain,
      rejectUnauthorized: false,
      ...(isName && { servername: hostname }),
    });
    secure.on("error", () => undefined);
    await once(secure, "secureConnect", { signal });
    const { CN, O } = secure.getPeerCertificate().issuer;
    return [CN ?? O].flat()[0];
  } finally {
    plain.destroy();
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

async function tunnel(proxy: URL, host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connectPlain(Number(proxy.port || 80), bare(proxy.hostname));
  socket.on("error", () => undefined);
  await once(socket, "connect", { signal });
  socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nhost: ${host}:${port}\r\n\r\n`);
  await once(socket, "data", { signal }); // what it says of itself is not of interest
  return socket;
}
