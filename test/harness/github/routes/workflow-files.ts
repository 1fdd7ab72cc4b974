import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../openapi/json-schema.ts';
import type { World } from '../world.ts';

export interface WorkflowFile {
  id: number;
  /** `.github/workflows/ci.yml` */
  path: string;
  name: string;
  /** What is under `on:`: each event with its settings. */
  on: JsonObject;
}

const FOLDER = '.github/workflows/';

/** The workflows that a commit has. */
export async function workflowsAt(repository: string, commit: string, world: World): Promise<WorkflowFile[]> {
  const paths = await world.git.run(repository, 'ls-tree', '--name-only', commit, '--', FOLDER);
  const files = paths.split('\n').filter((path) => /\.ya?ml$/.test(path));
  return Promise.all(
    files.map(async (path) => {
      const content = parse(await world.git.run(repository, 'show', `${commit}:${path}`)) as Json;
      const { name, on } = isObject(content) ? content : {};
      return { id: idOf(path), path, name: typeof name === 'string' ? name : path, on: eventsOf(on ?? null) };
    }),
  );
}

/** A workflow by its number or the name of its file. */
export function isNamed({ id, path }: WorkflowFile, name: string): boolean {
  return String(id) === name || path === FOLDER + name;
}

// `on: push`, `on: [push, workflow_dispatch]` and the long form are the same.
function eventsOf(on: Json): JsonObject {
  if (isObject(on)) return on;
  const names = Array.isArray(on) ? on : [on];
  return Object.fromEntries(names.filter((name) => typeof name === 'string').map((name) => [name, null]));
}

function idOf(path: string): number {
  return createHash('sha256').update(path).digest().readUInt32BE();
}
