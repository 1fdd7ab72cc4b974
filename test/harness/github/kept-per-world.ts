import type { World } from './world.ts';

/** What routes remember: one value for each stand-in, made when it is first asked for. */
export function keptPerWorld<Value>(make: () => Value): (world: World) => Value {
  const kept = new WeakMap<World, Value>();
  return (world) => {
    const known = kept.get(world);
    if (known !== undefined) return known;
    const made = make();
    kept.set(world, made);
    return made;
  };
}
