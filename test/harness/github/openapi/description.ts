import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cached } from '../../cache.ts';
import { isObject, type Json, type JsonObject } from './json-schema.ts';

/** GitHub's own description of its API. */
export interface Description {
  paths: JsonObject;
  components: JsonObject;
}

// Raise it when `slim` changes.
const SLIMMING = '1';

let loaded: Promise<Description> | undefined;

/**
 * Reads the description when it is first needed. It is 13 MB, nine tenths of them prose and examples, so what a
 * validator needs of it is kept in the cache folder.
 */
export function loadDescription(): Promise<Description> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Description> {
  const require = createRequire(import.meta.url);
  const { version } = require('@octokit/openapi/package.json') as { version: string };
  const folder = await cached('github-api', `${version}-${SLIMMING}`, async (target) => {
    const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
    const { paths = {}, components = {} } = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
    writeFileSync(
      join(target, 'api.json'),
      JSON.stringify({ paths: slim(paths), components: slim(components, false) }),
    );
  });
  return JSON.parse(readFileSync(join(folder, 'api.json'), 'utf8')) as Description;
}

const PROSE = /^(summary|description|tags|operationId|externalDocs|examples?|headers|deprecated|title|x-.*)$/;

function slim(node: Json, isNamed = true): Json {
  if (Array.isArray(node)) return node.map((inner) => slim(inner, false));
  if (!isObject(node)) return node;
  // Behind `properties` and the like stand names that anyone may choose, `description` among them.
  const kept = Object.entries(node).filter(([key]) => isNamed || !PROSE.test(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, slim(value, NAMED.has(key) && !isNamed)]));
}

const NAMED = new Set(['properties', 'responses', 'content', 'schemas', 'parameters']);
