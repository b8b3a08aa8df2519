/** Tar archives (ustar), written as `tar --create` does: a header of 512 bytes, the body, zeros up to the next 512. */

const block = 512;
/** Eleven octal digits; larger sizes are written in base 256. */
const largestOctal = 8 ** 11 - 1;

/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * block);

export const tarPadding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block);

/** @param base256 as for a member of 8 GiB and more, whatever its size. */
export function tarHeader(name: string, size: number, base256 = size > largestOctal): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, length: number): string => value.toString(8).padStart(length - 1, "0") + "\0";
  header.write(name, 0, 100);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8) + octal(0, 8), 108);
  if (base256) {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  } else header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write("0ustar\u000000", 156);
  return tarSealed(header);
}

/** With its checksum, which counts itself as spaces. */
export function tarSealed(header: Buffer): Buffer {
  header.write(" ".repeat(8), 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** One member, whole. */
export const tarMember = (name: string, body: Buffer, base256?: boolean): Buffer =>
  Buffer.concat([tarHeader(name, body.length, base256), body, tarPadding(body.length)]);
