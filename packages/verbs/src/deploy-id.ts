import { decodeTime, incrementBase32, ulid } from 'ulid';

/** A new ULID that sorts behind another one: by the clock, and where that is behind or at the same millisecond, by the other. */
export function idAfter(last: string | undefined, now: Date): string {
  const time = now.getTime();
  return last === undefined || decodeTime(last) < time ? ulid(time) : incrementBase32(last);
}
