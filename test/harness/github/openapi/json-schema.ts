/** JSON as it comes from the description of the API. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const COPIED = new Set(
  'type enum required format pattern minimum maximum minLength maxLength minItems maxItems uniqueItems'.split(
    ' ',
  ),
);

/**
 * Turns a schema of OpenAPI 3.0 into a self-contained JSON Schema: `nullable` becomes a type, and the components that it
 * refers to come along. `closed` refuses properties that the description does not name: GitHub passes over them in
 * silence, which hides misspelt ones.
 */
export function toJsonSchema(
  schema: JsonObject,
  components: JsonObject,
  { closed = false } = {},
): JsonObject {
  const definitions: JsonObject = {};

  const convert = (node: Json, open: boolean): Json => {
    if (!isObject(node)) return node;
    const reference = node['$ref'];
    if (typeof reference === 'string') return { $ref: `#/$defs/${define(reference, open)}` };
    const result: JsonObject = {};
    const combined = ['allOf', 'anyOf', 'oneOf'].filter((key) => Array.isArray(node[key]));
    for (const [key, value] of Object.entries(node)) {
      if (COPIED.has(key)) result[key] = value;
      else if (key === 'properties' && isObject(value))
        result[key] = mapValues(value, (inner) => convert(inner, open));
      else if (key === 'items' || key === 'additionalProperties' || key === 'not')
        result[key] = convert(value, open);
    }
    for (const key of combined) {
      // Many of GitHub's `oneOf` overlap, so they are read as `anyOf`.
      result[key === 'oneOf' ? 'anyOf' : key] = (node[key] as Json[]).map((inner) => convert(inner, true));
    }
    // What is empty unless it is given need not look like what is given.
    if (node['default'] === '') delete result['format'];
    const named = isObject(node['properties']) && node['additionalProperties'] === undefined;
    if (named && !open && combined.length === 0) result['additionalProperties'] = false;
    return node['nullable'] === true ? { anyOf: [{ type: 'null' }, result] } : result;
  };

  const define = (reference: string, open: boolean): string => {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    if (!(name in definitions)) {
      definitions[name] = true; // Holds the place while a component that refers to itself is converted.
      definitions[name] = convert(resolveReference(reference, components), open);
    }
    return name;
  };

  const converted = convert(schema, !closed) as JsonObject;
  return { ...converted, $defs: definitions };
}

/** The part of the description that `#/components/…` refers to. */
export function resolveReference(reference: string, components: JsonObject): JsonObject {
  const [, , kind = '', name = ''] = reference.split('/');
  const group = components[kind];
  const found = isObject(group) ? group[name] : undefined;
  if (!isObject(found)) throw new Error(`the description of the API lacks ${reference}`);
  return found;
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
