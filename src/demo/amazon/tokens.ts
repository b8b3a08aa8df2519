import { randomUUID } from "node:crypto";
import type { StandInQuestion, Reply } from "../stand-in.ts";
import * as replies from "./replies.ts";

export interface Credentials {
  id: string;
  secret: string;
  version: "2.1" | "2.2" | "2.3" | "3.1" | "3.2" | "3.3";
}

/** Where tokens are given out: the older versions have another log-in service than the newer ones. */
export const tokenPaths = { "2": "/oauth2/token", "3": "/auth/o2/token" } as const;

export interface TokenDesk {
  give(question: StandInQuestion): Reply;
  /** Why an `Authorization` is refused; undefined if it is not. */
  complaint(authorization: string | undefined): string | undefined;
  revokeAll(): void;
}

export interface TokenRules {
  credentials: Credentials;
  lifetimeSecs(): number;
  now: () => number;
}

/** Gives out tokens to whoever has the credentials, and knows them again. */
export function createTokenDesk({ credentials, lifetimeSecs, now }: TokenRules): TokenDesk {
  const given = new Map<string, { expiresAt: number }>();
  const major = credentials.version.startsWith("2.") ? "2" : "3";

  return {
    give(question) {
      const asked = question.url.pathname === tokenPaths["2"] ? "2" : "3";
      const complaint = checkQuestion(question, asked, { ...credentials, isKnown: asked === major });
      if (complaint) return complaint;
      const token = `${major === "3" ? "Atc|" : ""}${randomUUID()}`;
      const expiresIn = lifetimeSecs();
      given.set(token, { expiresAt: now() + expiresIn * 1000 });
      return replies.answer(200, { access_token: token, token_type: "bearer", expires_in: expiresIn });
    },
    complaint(authorization) {
      if (!authorization?.startsWith("Bearer ")) return "MissingCredential";
      const [token = "", version] = authorization.slice("Bearer ".length).split(", Version ");
      if (version !== (major === "2" ? credentials.version : undefined)) return "UnsupportedClient";
      const found = given.get(token);
      if (!found) return "InvalidToken";
      return found.expiresAt <= now() ? "TokenExpired" : undefined;
    },
    revokeAll: () => given.clear(),
  };
}

interface Known extends Credentials {
  isKnown: boolean;
}

function checkQuestion(question: StandInQuestion, asked: "2" | "3", known: Known): Reply | undefined {
  if (question.method !== "POST") return refuse(405, "invalid_request", "The method is not allowed");
  const fields = readFields(question, asked);
  if (!fields) return refuse(400, "invalid_request", "The body could not be read");
  if (fields["grant_type"] !== "client_credentials") {
    return refuse(400, "unsupported_grant_type", "Only client_credentials are supported");
  }
  const { id, secret } = asked === "2" ? (readBasic(question) ?? namesIn(fields)) : namesIn(fields);
  if (!known.isKnown || id !== known.id || secret !== known.secret) {
    // It repeats what was sent, as some services do.
    return refuse(asked === "2" ? 400 : 401, "invalid_client", `Client authentication failed for ${id}`);
  }
  const scope = asked === "2" ? "creatorsapi/default" : "creatorsapi::default";
  if (fields["scope"] !== scope) return refuse(400, "invalid_scope", "The scope is unknown");
  return undefined;
}

function refuse(status: number, error: string, description: string): Reply {
  return replies.answer(status, { error, error_description: description });
}

type Fields = Record<string, unknown>;

const namesIn = (fields: Fields) => ({
  id: String(fields["client_id"] ?? ""),
  secret: String(fields["client_secret"] ?? ""),
});

/** The newer service reads both kinds of bodies, the older one forms only. */
function readFields({ headers, body }: StandInQuestion, asked: "2" | "3"): Fields | undefined {
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  if (asked === "2" || !type.startsWith("application/json")) return undefined;
  try {
    return JSON.parse(body) as Fields;
  } catch {
    return undefined;
  }
}

function readBasic({ headers }: StandInQuestion): { id: string; secret: string } | undefined {
  const [, encoded] = /^Basic (.+)$/.exec(headers["authorization"] ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id, secret: rest.join(":") };
}
