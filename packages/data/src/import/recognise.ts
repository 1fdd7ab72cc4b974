import { UserError } from '@assay/contract';
import { readYamlOrJson } from './foreign.ts';
import type { Importer } from './importer.ts';
import { isObject, Part } from './part.ts';
import { parsePbtxt } from './pbtxt.ts';
import { type ImportFormat, importers, importFormats } from './registry.ts';

/**
 * Reads a schema of another tool, and tells its format by its content, or holds it to the one that is given.
 *
 * @throws UserError `import-format`, `import-syntax`, and those of YamlSource
 */
export function openForeign(
  text: string,
  file: string,
  wanted: ImportFormat | undefined,
): { document: Part; format: ImportFormat } {
  const isPbtxt = wanted === undefined ? looksLikePbtxt(text) : 'isPbtxt' in importers[wanted];
  const foreign = isPbtxt ? parsePbtxt(text, file) : readYamlOrJson(text, file);
  const document = isObject(foreign.value) ? new Part(foreign, foreign.value) : undefined;
  const known = importFormats.filter((format) => {
    const importer: Importer = importers[format];
    return document !== undefined && importer.recognises(document);
  });
  const format =
    wanted === undefined
      ? known.length === 1
        ? known[0]
        : undefined
      : known.find((each) => each === wanted);
  if (document !== undefined && format !== undefined) return { document, format };
  const all = importFormats.map((each) => `${each}: ${importers[each].words}`).join('; ');
  const is = wanted === undefined ? 'of no format that can be imported' : `not ${importers[wanted].words}`;
  throw new UserError('import-format', `${file} is ${is}`, {
    fix: `name a schema, and its format with "format". ${all}`,
  });
}

/** The format of a text, where it is one that can be imported. */
export function recognise(text: string, file: string): ImportFormat | undefined {
  try {
    return openForeign(text, file, undefined).format;
  } catch {
    return undefined;
  }
}

/** Messages at the top of a text, which are not YAML. */
function looksLikePbtxt(text: string): boolean {
  return /^\s*(#.*\n\s*)*[a-z]/.test(text) && /(^|[\s}"])(feature|string_domain)\s*:?\s*[{<]/m.test(text);
}
