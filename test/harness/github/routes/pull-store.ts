import { keptPerWorld } from '../kept-per-world.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { World } from '../world.ts';

/** What git cannot tell any more once a pull request is merged. */
export interface Merge {
  /** Where the base was before. */
  base: string;
  /** The commit by which it was merged. */
  sha: string;
}

const merges = keptPerWorld((): Map<string, Merge> => new Map());

export function mergeOf(repository: string, number: number, world: World): Merge | undefined {
  return merges(world).get(`${repository}#${number}`);
}

export function keepMerge(repository: string, number: number, merge: Merge, world: World): void {
  merges(world).set(`${repository}#${number}`, merge);
}

/** All pull requests as the emulator keeps them, newest first. */
export async function allPulls(repository: string, world: World): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (let number = 1; ; number += 1) {
    const path = `/repos/${repository}/pulls?state=all&per_page=100&page=${number}`;
    const { body } = await world.emulator.send(ownerOf(repository), 'GET', path);
    found.push(...(body as JsonObject[]));
    if ((body as JsonObject[]).length < 100) return found;
  }
}

export function ownerOf(repository: string): string {
  return repository.split('/')[0] ?? '';
}
