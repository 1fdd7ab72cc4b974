import { UserError } from '@assay/contract';

/**
 * Holds column names to what an SQL engine can tell apart.
 *
 * @throws UserError `column-unnamed`, `column-repeated`, `column-names-collide`
 */
export function checkNames(names: readonly string[], file: string): void {
  const seen = new Map<string, string>();
  names.forEach((name, index) => {
    if (name === '') {
      throw new UserError('column-unnamed', `${file}: column ${index + 1} has no name`, {
        fix: 'give every column a name in the first line (pandas: to_csv(index=False))',
      });
    }
    const earlier = seen.get(name.toLowerCase());
    if (earlier === name) {
      throw new UserError('column-repeated', `${file}: two columns are named ${JSON.stringify(name)}`, {
        fix: 'rename one of them',
      });
    }
    if (earlier !== undefined) {
      const both = `${JSON.stringify(earlier)} and ${JSON.stringify(name)}`;
      throw new UserError('column-names-collide', `${file}: ${both} differ in nothing but case`, {
        fix: 'rename one of them: SQL cannot tell them apart',
      });
    }
    seen.set(name.toLowerCase(), name);
  });
}

/**
 * Holds a further file's columns to the first's; their order is free.
 *
 * @throws UserError `data-columns-differ`, which names the columns
 */
export function checkSameColumns(
  first: { file: string; names: readonly string[] },
  other: { file: string; names: readonly string[] },
): void {
  const [ours, theirs] = [new Set(first.names), new Set(other.names)];
  const lacks = first.names.filter((name) => !theirs.has(name));
  const adds = other.names.filter((name) => !ours.has(name));
  if (lacks.length === 0 && adds.length === 0) return;
  const list = (names: readonly string[]) =>
    names
      .slice(0, 5)
      .map((name) => JSON.stringify(name))
      .join(', ');
  const said = [
    ...(lacks.length > 0 ? [`lacks ${list(lacks)}`] : []),
    ...(adds.length > 0 ? [`has also ${list(adds)}`] : []),
  ];
  throw new UserError('data-columns-differ', `${other.file} ${said.join(' and ')}, unlike ${first.file}`, {
    fix: 'write all files with the same columns, or name them as data sets of their own',
  });
}
