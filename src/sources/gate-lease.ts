/** Lease. A turn at the gate that was granted, while its request has not gone out yet. */
export interface GateLease {
  /** Resolves when the request went out, or won't. */
  over: Promise<void>;
  end(): void;
  /** Whether it is certain that nobody else has been let through since. */
  isOurs(): boolean;
  /** ms UTC: until when the gate is shut for it, as far as it knows. */
  until(): number;
}

export interface GateLeaseOptions {
  /** ms UTC, as `now`: nobody else is let through before. */
  until: number;
  /** For how long it was granted, and is prolonged. */
  turnMs: number;
  now: () => number;
  shutUntil(untilMs: number, insteadOf?: number): Promise<void>;
}

/**
 * Keeps the gate shut while a connection is made, however long that takes: else the turns of several processes
 * would wait for the network together, and go out together. Should this process die, it is open a turn later.
 */
export function holdGateLease({ until, turnMs, now, shutUntil }: GateLeaseOptions): GateLease {
  let oursUntil = until;

  async function extend(): Promise<void> {
    if (now() >= oursUntil) return; // somebody else's by now
    const later = now() + turnMs;
    await shutUntil(later);
    if (now() < oursUntil) oursUntil = later; // else it was written too late
  }

  const timer = setInterval(() => void extend().catch(() => undefined), turnMs / 2);
  timer.unref();
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = () => {
      clearInterval(timer);
      resolve();
    };
  });
  // What is left must do for sending, and for telling the gate of it.
  return { over, end, isOurs: () => now() < oursUntil - turnMs / 8, until: () => oursUntil };
}
