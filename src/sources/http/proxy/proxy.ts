import { Pool, type Dispatcher } from "undici";

export const proxyHungUp = "the proxy hung up";

/**
 * The connections to a proxy. One that hangs up instead of answering is, to undici (7.30, `onError` of its
 * client), a socket's passing trouble: it would knock again at once, thousands of times a second, for as long as
 * it may. So the error loses its code.
 */
export function connectToProxy(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (request: Dispatcher.ConnectOptions) =>
      connect(request).catch((cause: Error & { code?: string }) => {
        throw cause.code === "UND_ERR_SOCKET" ? new Error(proxyHungUp, { cause }) : cause;
      }),
  });
}
