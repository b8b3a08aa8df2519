/**
 * What of undici asks, for the build to bundle in its place: its index loads fetch, WebSockets, caches and mocks as well, which takes as long
 * as Node takes to start. What the program imports of undici and is not here ends the build.
 */
import methods from "undici/lib/api/index.js";
import errors from "undici/lib/core/errors.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import EnvHttpProxyAgent from "undici/lib/dispatcher/env-http-proxy-agent.js";
import Pool from "undici/lib/dispatcher/pool.js";

Object.assign(Dispatcher.prototype, methods); // as its index does: `request` and `connect`

export { Agent, EnvHttpProxyAgent, errors, Pool };
