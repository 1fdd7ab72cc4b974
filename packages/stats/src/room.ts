/** Numbers of rows. */
type Numbers = Float64Array | Int32Array | Uint16Array | Uint8Array;
type Kind<N extends Numbers> = new (length: number) => N;

/**
 * Memory for rows of one part of a sample after another, and for what is found out of them, by name: to get it anew takes as long as to
 * fill it. Those of a part are there until rows of the next are taken.
 */
export type Room = Map<string, Numbers>;

/** Where an array lies. */
interface Place {
  readonly room: Room;
  readonly name: string;
}

const places = new WeakMap<Numbers, Place>();

/** An array in a room, or without one of its own. Numbers of the part before may be in it. */
export function arrayIn<N extends Numbers>(
  room: Room | undefined,
  name: string,
  kind: Kind<N>,
  length: number,
): N {
  if (room === undefined) return new kind(length);
  const before = room.get(name);
  const kept = before instanceof kind && before.length >= length ? before : new kind(length);
  room.set(name, kept);
  const values = kept.subarray(0, length) as N;
  places.set(values, { room, name });
  return values;
}

/** An array for what is found out of the rows of another, in the room in which that is: not that of any other's there. */
export function arrayBeside<N extends Numbers>(
  rows: Numbers,
  name: string,
  kind: Kind<N>,
  length: number,
): N {
  const place = places.get(rows);
  return arrayIn(place?.room, `${name} of ${place?.name}`, kind, length);
}
