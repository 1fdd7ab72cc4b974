/**
 * The secrets of a job: each is replaced by `***` in the log, in the encoded forms that the runner also knows
 * (ValueEncoders.cs in actions/runner: Base64 at the three possible offsets, JSON, URI, XML).
 */
export class Masks {
  readonly #values = new Set<string>();

  /** What was registered, in order, as given. */
  readonly registered: string[] = [];

  add(secret: string): void {
    this.registered.push(secret);
    // Logs are masked line by line, so each line of a secret counts for itself.
    for (const part of [secret, ...secret.split(/\r\n|\n|\r/).map((line) => line.trim())]) {
      for (const form of part === '' ? [] : encodedForms(part)) this.#values.add(form);
    }
  }

  apply(line: string): string {
    // Longest first, so that a secret inside another does not leave the rest of it readable.
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((masked, value) => masked.replaceAll(value, '***'), line);
  }
}

function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = bytes.subarray(offset);
    // An incomplete group at the end changes with what follows, so only whole groups are searched for.
    return shifted.subarray(0, shifted.length - (shifted.length % 3)).toString('base64');
  });
  const uri = encodeURIComponent(secret.toWellFormed());
  const xml = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  // Very short pieces would blot out half of the log.
  const encoded = [bytes.toString('base64'), ...base64].filter((form) => form.length >= 8);
  return [secret, JSON.stringify(secret).slice(1, -1), uri, xml, ...encoded];
}
