import { isObject, type Part } from './part.ts';

/** One of the schemas that all hold for the same value. */
export interface Layer {
  readonly part: Part;
  /** Whether it stands beside null, in an `anyOf` or `oneOf`. */
  readonly orNull: boolean;
}

/** References that follow each other: of more, it is a circle. */
const MOST_STEPS = 20;

/** Follows the references of a document, and knows which of its definitions were referred to. */
export class Definitions {
  readonly #document: Part;
  readonly #used = new Set<string>();

  constructor(document: Part) {
    this.#document = document;
  }

  /** What a schema says itself, what it refers to, and the parts of its `allOf`; one schema beside null is it, too. */
  layersOf(part: Part, orNull = false, steps = 0): Layer[] {
    const follow = (other: Part, isBesideNull = orNull) => this.layersOf(other, isBesideNull, steps + 1);
    const target = steps < MOST_STEPS ? this.#referredTo(part) : undefined;
    const layers = [{ part, orNull }, ...(target === undefined ? [] : follow(target))];
    for (const each of steps < MOST_STEPS ? part.parts('allOf') : []) layers.push(...follow(each));
    for (const key of ['anyOf', 'oneOf']) {
      const some = part.look(key);
      if (!Array.isArray(some) || some.length !== 2 || !some.some(isNull) || steps >= MOST_STEPS) continue;
      for (const [i, each] of part.parts(key).entries()) {
        if (isNull(some[i])) each.passOver('type');
        else layers.push(...follow(each, true));
      }
    }
    return layers;
  }

  /** Counts as read what nothing refers to: it says nothing of any record. */
  passOverUnused(): void {
    for (const key of ['$defs', 'definitions']) {
      const all = this.#document.part(key);
      all?.passOver(...all.keys.filter((name) => !this.#used.has(`${key}/${name}`)));
    }
  }

  #referredTo(part: Part): Part | undefined {
    const reference = part.look('$ref');
    const [, key = '', pointer = ''] =
      typeof reference === 'string' ? (/^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? []) : [];
    const name = pointer.replaceAll('~1', '/').replaceAll('~0', '~');
    const target = key === '' ? undefined : this.#document.part(key)?.part(name);
    if (target === undefined) return undefined;
    this.#used.add(`${key}/${name}`);
    part.passOver('$ref');
    return target;
  }
}

/** Whether a layer lets null through. */
export function allowsNull({ part, orNull }: Layer): boolean {
  if (orNull) return true;
  const [type, values] = [part.look('type'), part.look('enum')];
  const isOfType = type === undefined || [type].flat().includes('null');
  const isListed = !Array.isArray(values) || values.includes(null);
  return isOfType && isListed && !part.has('const');
}

function isNull(schema: unknown): boolean {
  return isObject(schema) && schema['type'] === 'null';
}
