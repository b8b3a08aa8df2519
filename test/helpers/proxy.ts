import { createServer, request } from "node:http";
import { connect, type Socket } from "node:net";
import { listen } from "./http.ts";

export interface TestProxy {
  /** http://127.0.0.1:41234 */
  url: string;
  port: number;
  /** What it was asked for: `CONNECT host:port`, or `GET http://host:port/path`. */
  asked: string[];
  /** `proxy-authorization` of each of those. */
  authorizations: (string | undefined)[];
  /** What each tunnel waits before it stands; the last goes on for the rest. */
  delaysMs: number[];
}

/** A loopback proxy of both kinds. Whatever host it is asked for, it goes to 127.0.0.1, at the port that was named. */
export async function testProxy(): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: TestProxy["authorizations"] = [];
  const delaysMs: number[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    authorizations.push(incoming.headers["proxy-authorization"]);
    const { port, pathname, search } = new URL(incoming.url ?? "");
    const onward = { host: "127.0.0.1", port, path: pathname + search, headers: incoming.headers };
    request(onward, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    }).end();
  });
  server.on("connect", (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    authorizations.push(incoming.headers["proxy-authorization"]);
    const delayMs = delaysMs.length > 1 ? delaysMs.shift() : delaysMs[0];
    setTimeout(() => {
      const onward = connect(Number(incoming.url?.split(":")[1]), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
      onward.on("error", () => socket.destroy());
      socket.on("close", () => onward.destroy());
    }, delayMs ?? 0);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, port, asked, authorizations, delaysMs };
}
