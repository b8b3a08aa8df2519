import { randomUUID } from "node:crypto";
import type { Reply } from "../stand-in.ts";

/** Every answer has a number by which Amazon finds it again. */
export function answer(status: number, document: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "x-amzn-requestid": randomUUID(), ...headers },
    contentType: "application/json",
    body: JSON.stringify(document),
  };
}

export type Complaint = [field: string, message: string];

export function invalid(message: string, reason: string, ...fields: Complaint[]): Reply {
  const fieldList = fields.map(([name, message]) => ({ name, message }));
  return answer(400, { fieldList, message, reason, type: "ValidationException" });
}

export function unauthorized(reason: string): Reply {
  const message = "The access token is missing, expired or invalid.";
  return answer(401, { message, reason, type: "UnauthorizedException" });
}

export function notEligible(): Reply {
  return answer(403, {
    message: "Your account does not currently meet the eligibility requirements.",
    reason: "AssociateNotEligible",
    type: "AccessDeniedException",
  });
}

export function notFound(resourceId: string, resourceType: string): Reply {
  const message = "The requested resource was not found.";
  return answer(404, { message, resourceId, resourceType, type: "ResourceNotFoundException" });
}

export function throttled(retryAfterSeconds: number | undefined): Reply {
  const message = "The request was denied due to request throttling.";
  return answer(429, {
    message,
    type: "ThrottleException",
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

export function quotaSpent(): Reply {
  const message = "You have used up the requests that your account may send per day.";
  return answer(429, {
    message,
    serviceCode: "creatorsapi",
    quotaCode: "RequestsPerDay",
    type: "ThrottleException",
  });
}

export function failed(): Reply {
  return answer(500, { message: "The service failed.", type: "InternalServerException" });
}

/** No such address: the gateway's words, not those of the service. */
export function nowhere(): Reply {
  return answer(404, { message: "Not Found" });
}
