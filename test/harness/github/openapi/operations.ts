import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isObject, type JsonObject } from './json-schema.ts';

export interface Operation {
  method: string;
  /** `/repos/{owner}/{repo}/pulls`, as the description names it. */
  template: string;
  params: Record<string, string>;
  description: JsonObject;
}

interface Template {
  template: string;
  pattern: RegExp;
  names: string[];
  literals: number;
}

// Values that may hold slashes: they end the path.
const SPANS_SLASHES = new Set(['path', 'ref', 'basehead', 'branch']);

/** GitHub's own description of its API (13 MB): read when the first request comes, not when a test starts. */
export class Operations {
  #description: JsonObject | undefined;
  #templates: Template[] | undefined;

  get components(): JsonObject {
    return this.#read()['components'] as JsonObject;
  }

  /** The operation of a path, or `undefined` where GitHub has none. */
  find(method: string, pathname: string): Operation | undefined {
    const paths = this.#read()['paths'] as JsonObject;
    this.#templates ??= Object.keys(paths)
      .map(compileTemplate)
      .sort((a, b) => b.literals - a.literals);
    for (const { template, pattern, names } of this.#templates) {
      const match = pattern.exec(pathname);
      const description = match === null ? undefined : (paths[template] as JsonObject)[method.toLowerCase()];
      if (match === null || !isObject(description)) continue;
      const params = Object.fromEntries(
        names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
      );
      return { method, template, params, description };
    }
    return undefined;
  }

  #read(): JsonObject {
    if (this.#description === undefined) {
      const require = createRequire(import.meta.url);
      const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
      this.#description = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
    }
    return this.#description;
  }
}

function compileTemplate(template: string): Template {
  const names: string[] = [];
  let literals = 0;
  const parts = template.split('/').map((part, index, all) => {
    const source = part.split(/(\{\w+\})/).map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) {
        literals += piece.length;
        return piece.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
      }
      names.push(name);
      return index === all.length - 1 && SPANS_SLASHES.has(name) ? '(.+)' : '([^/]+)';
    });
    return source.join('');
  });
  return { template, pattern: new RegExp(`^${parts.join('/')}$`), names, literals };
}
