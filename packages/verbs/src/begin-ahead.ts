import { digestAhead } from '@assay/data';

/**
 * Begins what takes long and is sure to be needed, while the command line itself is loaded: the digest of the one file that
 * `validate-data` is given. It is a guess at what the arguments mean: nothing depends on it.
 */
export function beginAhead([verb, ...options]: readonly string[], root: string): void {
  if (verb !== 'validate-data') return;
  const [only, ...others] = options.flatMap((option, i) => {
    if (option.startsWith('--data=')) return [option.slice('--data='.length)];
    return option === '--data' ? valuesOf(options.slice(i + 1)) : [];
  });
  if (only !== undefined && others.length === 0) digestAhead(root, only);
}

/** What stands before the next option. */
function valuesOf(rest: readonly string[]): readonly string[] {
  const end = rest.findIndex((each) => each.startsWith('-'));
  return end < 0 ? rest : rest.slice(0, end);
}
