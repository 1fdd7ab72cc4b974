/**
 * MD5 (RFC 1321) of many short texts, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles it
 * into src/predictions/hashes-code.ts; src/predictions/row-hashes.ts fills its memory. Of eight texts a step is done at once, each
 * a lane: one text alone would wait for every step before.
 */

const BLOCK: usize = 64;
const ROWS = 1024;
const STARTS = 1024;

/** Texts that rows begin with, a block each, and their lengths. */
export const starts: usize = memory.data(BLOCK * STARTS, 16);
export const lengths: usize = memory.data(4 * STARTS, 16);
/** Of each row, which of the texts it begins with, and the whole number that follows. */
export const codes: usize = memory.data(4 * ROWS, 16);
export const numbers: usize = memory.data(8 * ROWS, 16);
/** What is added in each step. */
export const added: usize = memory.data(4 * 64, 16);
/** The sum over all hashes of the third of their four words, and that of the fourth. */
export const sums: usize = memory.data(16, 16);

/** The blocks of eight rows: row by row, and word by word with the rows side by side. */
const blocks: usize = memory.data(8 * BLOCK, 16);
const words: usize = memory.data(8 * BLOCK, 16);

/** Adds the hashes of the first rows to the sums. */
export function addRows(rows: i32): void {
  for (let row = 0; row < rows; row += 8) {
    for (let i = 0; i < 8; i++) write(min(row + i, rows - 1), blocks + <usize>i * BLOCK);
    turn(blocks, words);
    turn(blocks + 4 * BLOCK, words + 16);
    hash(rows - row);
  }
}

/** Writes a row's text as a block: the text, a bit, zeros, and its length in bits. */
function write(row: i32, block: usize): void {
  const code = <usize>load<i32>(codes + ((<usize>row) << 2));
  const start = starts + code * BLOCK;
  for (let i: usize = 0; i < BLOCK; i += 16) v128.store(block + i, v128.load(start + i));
  const number = load<f64>(numbers + ((<usize>row) << 3));
  let at = block + <usize>load<i32>(lengths + (code << 2));
  if (number < 0) store<u8>(at++, 0x2d);
  let rest = u64(abs(number));
  let end = at + 1;
  for (let power: u64 = 10; power <= rest; power *= 10) end++;
  let place = end;
  // Of 32 bits tens are found sooner.
  for (; rest > u64(u32.MAX_VALUE); rest /= 10) store<u8>(--place, u8(0x30 + (rest % 10)));
  for (let few = u32(rest); place > at; few /= 10) store<u8>(--place, u8(0x30 + (few % 10)));
  store<u8>(end, 0x80);
  store<u32>(block + 56, u32((end - block) << 3));
}

/** Four blocks, one below the other, to their words, of which the four of a place are side by side. */
function turn(from: usize, to: usize): void {
  for (let i: usize = 0; i < BLOCK; i += 16, to += 128) {
    const a = v128.load(from + i);
    const b = v128.load(from + i, BLOCK);
    const c = v128.load(from + i, 2 * BLOCK);
    const d = v128.load(from + i, 3 * BLOCK);
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
    v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 32);
    v128.store(to, v128.shuffle<i64>(ab2, cd2, 0, 2), 64);
    v128.store(to, v128.shuffle<i64>(ab2, cd2, 1, 3), 96);
  }
}

/** Hashes the eight blocks whose words are side by side, and adds those of the first `rows` to the sums. */
function hash(rows: i32): void {
  let a = i32x4.splat(0x67452301);
  let b = i32x4.splat(0xefcdab89);
  let c = i32x4.splat(0x98badcfe);
  let d = i32x4.splat(0x10325476);
  let e = a;
  let f = b;
  let g = c;
  let h = d;
  for (let i = 0; i < 16; i += 4) {
    a = step(a, b, v128.bitselect(c, d, b), i, i, 7, 0);
    e = step(e, f, v128.bitselect(g, h, f), i, i, 7, 16);
    d = step(d, a, v128.bitselect(b, c, a), i + 1, i + 1, 12, 0);
    h = step(h, e, v128.bitselect(f, g, e), i + 1, i + 1, 12, 16);
    c = step(c, d, v128.bitselect(a, b, d), i + 2, i + 2, 17, 0);
    g = step(g, h, v128.bitselect(e, f, h), i + 2, i + 2, 17, 16);
    b = step(b, c, v128.bitselect(d, a, c), i + 3, i + 3, 22, 0);
    f = step(f, g, v128.bitselect(h, e, g), i + 3, i + 3, 22, 16);
  }
  for (let i = 16; i < 32; i += 4) {
    a = step(a, b, v128.bitselect(b, c, d), 5 * i + 1, i, 5, 0);
    e = step(e, f, v128.bitselect(f, g, h), 5 * i + 1, i, 5, 16);
    d = step(d, a, v128.bitselect(a, b, c), 5 * (i + 1) + 1, i + 1, 9, 0);
    h = step(h, e, v128.bitselect(e, f, g), 5 * (i + 1) + 1, i + 1, 9, 16);
    c = step(c, d, v128.bitselect(d, a, b), 5 * (i + 2) + 1, i + 2, 14, 0);
    g = step(g, h, v128.bitselect(h, e, f), 5 * (i + 2) + 1, i + 2, 14, 16);
    b = step(b, c, v128.bitselect(c, d, a), 5 * (i + 3) + 1, i + 3, 20, 0);
    f = step(f, g, v128.bitselect(g, h, e), 5 * (i + 3) + 1, i + 3, 20, 16);
  }
  for (let i = 32; i < 48; i += 4) {
    a = step(a, b, v128.xor(v128.xor(b, c), d), 3 * i + 5, i, 4, 0);
    e = step(e, f, v128.xor(v128.xor(f, g), h), 3 * i + 5, i, 4, 16);
    d = step(d, a, v128.xor(v128.xor(a, b), c), 3 * (i + 1) + 5, i + 1, 11, 0);
    h = step(h, e, v128.xor(v128.xor(e, f), g), 3 * (i + 1) + 5, i + 1, 11, 16);
    c = step(c, d, v128.xor(v128.xor(d, a), b), 3 * (i + 2) + 5, i + 2, 16, 0);
    g = step(g, h, v128.xor(v128.xor(h, e), f), 3 * (i + 2) + 5, i + 2, 16, 16);
    b = step(b, c, v128.xor(v128.xor(c, d), a), 3 * (i + 3) + 5, i + 3, 23, 0);
    f = step(f, g, v128.xor(v128.xor(g, h), e), 3 * (i + 3) + 5, i + 3, 23, 16);
  }
  for (let i = 48; i < 64; i += 4) {
    a = step(a, b, v128.xor(c, v128.or(b, v128.not(d))), 7 * i, i, 6, 0);
    e = step(e, f, v128.xor(g, v128.or(f, v128.not(h))), 7 * i, i, 6, 16);
    d = step(d, a, v128.xor(b, v128.or(a, v128.not(c))), 7 * (i + 1), i + 1, 10, 0);
    h = step(h, e, v128.xor(f, v128.or(e, v128.not(g))), 7 * (i + 1), i + 1, 10, 16);
    c = step(c, d, v128.xor(a, v128.or(d, v128.not(b))), 7 * (i + 2), i + 2, 15, 0);
    g = step(g, h, v128.xor(e, v128.or(h, v128.not(f))), 7 * (i + 2), i + 2, 15, 16);
    b = step(b, c, v128.xor(d, v128.or(c, v128.not(a))), 7 * (i + 3), i + 3, 21, 0);
    f = step(f, g, v128.xor(h, v128.or(g, v128.not(e))), 7 * (i + 3), i + 3, 21, 16);
  }
  add(c, g, 0x98badcfe, rows, sums);
  add(d, h, 0x10325476, rows, sums + 8);
}

/** A step of four rows: a word and a constant more, turned to the left. */
function step(a: v128, b: v128, mixed: v128, word: i32, i: i32, by: i32, lanes: usize): v128 {
  const text = v128.load(words + lanes + ((<usize>(word & 15)) << 5));
  const sum = i32x4.add(i32x4.add(a, mixed), i32x4.add(text, v128.load32_splat(added + ((<usize>i) << 2))));
  return i32x4.add(b, v128.or(i32x4.shl(sum, by), i32x4.shr_u(sum, 32 - by)));
}

/** Adds one word of the first `rows` of eight hashes. */
function add(some: v128, others: v128, initial: i32, rows: i32, to: usize): void {
  const first = v128.and(
    i32x4.add(some, i32x4.splat(initial)),
    i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rows)),
  );
  const last = v128.and(
    i32x4.add(others, i32x4.splat(initial)),
    i32x4.lt_s(i32x4(4, 5, 6, 7), i32x4.splat(rows)),
  );
  const sum = i64x2.add(
    i64x2.add(i64x2.extend_low_i32x4_u(first), i64x2.extend_high_i32x4_u(first)),
    i64x2.add(i64x2.extend_low_i32x4_u(last), i64x2.extend_high_i32x4_u(last)),
  );
  store<i64>(to, load<i64>(to) + i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1));
}
