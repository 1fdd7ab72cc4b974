import type { Description } from './description.ts';
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

/** The operations of a description, found by path. */
export class Operations {
  readonly components: JsonObject;
  readonly #paths: JsonObject;
  readonly #templates: Template[];

  constructor({ paths, components }: Description) {
    this.components = components;
    this.#paths = paths;
    this.#templates = Object.keys(paths).map(compileTemplate);
    // The more a template says literally, the better it fits.
    this.#templates.sort((a, b) => b.literals - a.literals);
  }

  /** The operation of a path, or `undefined` where GitHub has none. */
  find(method: string, pathname: string): Operation | undefined {
    for (const { template, pattern, names } of this.#templates) {
      const match = pattern.exec(pathname);
      const description =
        match === null ? undefined : (this.#paths[template] as JsonObject)[method.toLowerCase()];
      if (match === null || !isObject(description)) continue;
      const params = Object.fromEntries(
        names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
      );
      return { method, template, params, description };
    }
    return undefined;
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
      return index === all.length - 1 && SPANS_SLASHES.has(name)
        ? name === 'path'
          ? '(.*)'
          : '(.+)'
        : '([^/]+)';
    });
    return source.join('');
  });
  return { template, pattern: new RegExp(`^${parts.join('/')}$`), names, literals };
}
