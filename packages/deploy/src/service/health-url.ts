const NAME = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g;

/** The address to ask, or why there is none. */
export type HealthUrl = { url: URL } | { problem: string };

/**
 * The contract's `health.url` with `$NAME` and `${NAME}` replaced by what the command wrote.
 *
 * Only http and https are asked. The result is never shown: a value in it may be a secret.
 */
export function expandUrl(template: string, values: Readonly<Record<string, string>>): HealthUrl {
  const missing = new Set<string>();
  const text = template.replaceAll(NAME, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) missing.add(name);
    return value ?? '';
  });
  if (missing.size > 0)
    return {
      problem: `the command wrote no ${[...missing].join(', ')} to $ASSAY_OUTPUT, which health.url needs`,
    };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    return { problem: `health.url (${template}) is not an http or https address` };
  return { url };
}
