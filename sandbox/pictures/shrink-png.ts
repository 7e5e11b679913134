import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

interface Image {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each, from left to right and top to bottom. */
  readonly pixels: Buffer;
}

/** The same picture with at most 256 colours, a third as large: words and flat surfaces need no more. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, pixels } = readPng(png);
  const indexOf = createPalette(pixels);
  const lines = Buffer.alloc((width + 1) * height); // each begins with its filter: none
  for (let at = 0; at < width * height; at += 1) {
    lines[at + Math.floor(at / width) + 1] = indexOf.of(colourAt(pixels, at));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits, indexed
  const data = deflateSync(lines, { level: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', indexOf.palette),
    chunk('IDAT', data),
    chunk('IEND'),
  ]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** As browsers write them: eight bits a channel, not interlaced. */
function readPng(png: Buffer): Image {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    const isData = png.toString('latin1', at + 4, at + 8) === 'IDAT';
    if (isData) data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, channels);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) bytes.copy(pixels, at * 3, at * channels, at * channels + 3);
  return { width, height, pixels };
}

/** Each line is written as its difference from what stands left of it and above it. */
function unfilter(lines: Buffer, stride: number, channels: number): Buffer {
  const count = lines.length / (stride + 1);
  const bytes = Buffer.alloc(stride * count);
  for (let at = 0; at < bytes.length; at += 1) {
    const [line, column] = [Math.floor(at / stride), at % stride];
    const left = column < channels ? 0 : (bytes[at - channels] ?? 0);
    const above = bytes[at - stride] ?? 0;
    const corner = column < channels ? 0 : (bytes[at - stride - channels] ?? 0);
    const guess =
      [0, left, above, (left + above) >> 1, nearest(left, above, corner)][lines[line * (stride + 1)] ?? 0] ?? 0;
    bytes[at] = (lines[at + line + 1] ?? 0) + guess;
  }
  return bytes;
}

/** Paeth: whichever is nearest to left + above − corner. */
function nearest(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

const colourAt = (pixels: Buffer, at: number): number => pixels.readUIntBE(at * 3, 3);

/** The most frequent colours; any other is the nearest of them. */
function createPalette(pixels: Buffer) {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length / 3; at += 1) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const chosen = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const known = new Map(chosen.map((colour, index) => [colour, index]));
  const palette = Buffer.alloc(chosen.length * 3);
  for (const [index, colour] of chosen.entries()) palette.writeUIntBE(colour, index * 3, 3);
  const of = (colour: number): number => {
    const index = known.get(colour) ?? closest(colour, chosen);
    known.set(colour, index);
    return index;
  };
  return { palette, of };
}

function closest(colour: number, chosen: readonly number[]): number {
  const distances = chosen.map((other) => distance(colour, other));
  return distances.indexOf(Math.min(...distances));
}

const distance = (a: number, b: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
