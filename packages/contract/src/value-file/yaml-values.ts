import { type Document, isScalar, parseDocument, visit } from 'yaml';

/**
 * The value of a YAML text, with merge keys (`<<`) as Python reads them, and integers as bigint.
 *
 * @throws Error with the place, for bad syntax, a key that is there twice, and too many aliases
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, {
    intAsBigInt: true,
    merge: true,
    logLevel: 'error',
    // The parser compares each key with every other, which takes minutes on a large file.
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) throw error;
  refuseRepeatedKeys(document);
  return document.toJS({ maxAliasCount: 100 });
}

function refuseRepeatedKeys(document: Document): void {
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = String(isScalar(key) ? key.value : key);
        if (seen.has(name) && name !== '<<')
          throw new Error(`the key ${JSON.stringify(name)} is there twice`);
        seen.add(name);
      }
    },
  });
}
