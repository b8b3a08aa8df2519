/** `virtual`: the own link of a container or virtual machine, whose real carrier lies outside. `none`: offline. */
export type LinkKind = "wifi" | "wired" | "cellular" | "vpn" | "virtual" | "none" | "unknown";

/** What carries the default route. */
export interface NetworkLink {
  kind: LinkKind;
  iface?: string;
  /** Null: nobody here can say. */
  metered: boolean | null;
  /** Which rule or file told. */
  how: string;
}

/** A link of which is not yet known whether it is metered. */
export interface Carrier {
  kind: LinkKind;
  iface: string;
  how: string;
  /** Every interface on the way, the default route's own first: br0, wlan0. */
  through: string[];
}

/** Is it metered? A guess gives way to better evidence. */
export interface MeteredAnswer {
  metered: boolean | null;
  isGuess: boolean;
  how: string;
}

/**
 * The carriers if they are all of one physical kind. Nothing is chosen between Wi-Fi and a cable that are both up, or
 * between Wi-Fi and something not recognised. VPNs and virtual links carry nothing themselves.
 */
export function soleCarrier(carriers: Carrier[]): Carrier | undefined {
  const [first, ...others] = carriers.filter(({ kind }) => isPhysical(kind) || kind === "unknown");
  if (!first || first.kind === "unknown" || others.some(({ kind }) => kind !== first.kind)) return undefined;
  return { ...first, through: [first, ...others].flatMap(({ through }) => through) };
}

export function isPhysical(kind: LinkKind): boolean {
  return kind === "wifi" || kind === "wired" || kind === "cellular";
}

/** What the default route's VPN runs over, or the VPN itself where that can't be told. */
export function lookUnder(vpn: Carrier, candidates: Carrier[]): Carrier {
  const under = soleCarrier(candidates);
  if (!under) return { ...vpn, how: `${vpn.how}; what carries it is not known` };
  return {
    ...under,
    how: `vpn-underlay: ${vpn.iface} over ${under.iface}, ${under.how}`,
    through: [...vpn.through, ...under.through],
  };
}

/**
 * A phone's hotspot is Wi-Fi, and metered. Android says so by DHCP; an iPhone does not, but always hands out
 * 172.20.10.0/28. Takes the address of the gateway or our own. What the system knows for certain stays.
 */
export function noticeHotspot(address: string | undefined, answer: MeteredAnswer): MeteredAnswer {
  const isIphone = address !== undefined && /^172\.20\.10\.(\d|1[0-5])$/.test(address);
  const isCertain = answer.metered !== null && !answer.isGuess;
  if (!isIphone || isCertain) return answer;
  return { metered: true, isGuess: true, how: `${address} is of an iPhone's hotspot` };
}

export function linkOf(carrier: Carrier, answer: MeteredAnswer): NetworkLink {
  const { kind, iface, how } = carrier;
  return { kind, iface, metered: answer.metered, how: `${how}; metered: ${answer.how}` };
}
