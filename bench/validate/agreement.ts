/** Checks that fail, as `f0 nulls`, and how many rows break each; null: it is about one figure of all rows. */
export type Failed = Readonly<Record<string, number | null>>;

/** What floor and peers write, in their last line. */
export function failedOf(stdout: string): Failed {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '').failed;
}

/** The same of what `validate-data --json` wrote. */
export function failedOfOurs(stdout: string): Failed {
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { column: string | null; check: string; rows: number }[];
  };
  return Object.fromEntries(
    findings.map(({ column, check, rows }) => [
      [column, check].filter(Boolean).join(' '),
      check === 'mean' ? null : rows,
    ]),
  );
}

/** Whether the same checks fail, with as many rows. */
export function agree(a: Failed, b: Failed): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}
