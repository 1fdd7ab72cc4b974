/**
 * Logarithms of probabilities, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles them into
 * src/metrics/surprises-code.ts; src/metrics/surprises.ts fills their memory. Two at once, a third of the time of one after the other.
 */

const BLOCK = 2048;

export const numbers: usize = memory.data(8 * BLOCK, 16);

/** Probabilities are kept this far from 0 and 1. */
const epsilon: f64 = 2.220446049250313e-16;

/** Minus the natural logarithms of the first n numbers, which lie between 0 and 1, in their place. */
export function surprises(n: i32): void {
  const stop = numbers + ((<usize>n) << 3);
  for (let at = numbers; at < stop; at += 16) {
    const inside = f64x2.pmax(f64x2.pmin(v128.load(at), f64x2.splat(1 - epsilon)), f64x2.splat(epsilon));
    v128.store(at, f64x2.neg(logarithms(inside)));
  }
}

/**
 * Of positive normal numbers, to less than one unit in the last place: as FreeBSD's e_log.c (Sun Microsystems, 1993), x being 2^k
 * (1 + f) with 1 + f between the roots of 1/2 and of 2.
 */
function logarithms(x: v128): v128 {
  const bits = i64x2.add(x, i64x2.splat(0x00095f6200000000));
  // 2^52 and the exponent, as a number: its last bits are those of the exponent.
  const biased = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000));
  const k = f64x2.sub(biased, f64x2.splat(4503599627371519.0));
  const mantissa = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  const f = f64x2.sub(i64x2.add(mantissa, i64x2.splat(0x3fe6a09e00000000)), f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(
    w,
    plus(0.3999999999940942, w, plus(0.22222198432149784, w, f64x2.splat(0.15313837699209373))),
  );
  const odd = f64x2.mul(
    z,
    plus(
      0.6666666666666735,
      w,
      plus(0.2857142874366239, w, plus(0.1818357216161805, w, f64x2.splat(0.14798198605116586))),
    ),
  );
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const curved = f64x2.mul(s, f64x2.add(half, f64x2.add(even, odd)));
  const small = f64x2.sub(f64x2.add(curved, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10))), half);
  return f64x2.add(f64x2.add(small, f), f64x2.mul(k, f64x2.splat(0.6931471803691238)));
}

/** A number, and a product. */
function plus(a: f64, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(b, c));
}
