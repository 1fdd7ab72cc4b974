import canonicalize from 'canonicalize';
import { digestBytes } from './digest.ts';

/** JSON with sorted keys and numbers in one form (RFC 8785), so that equal values have equal digests. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** SHA-256 of a value's canonical JSON. */
export function digestValue(value: unknown): string {
  return digestBytes(canonicalJson(value));
}
