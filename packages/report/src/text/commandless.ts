/** A text in which no line is a workflow command to the runner that shows it. */
export function commandless(text: string): string {
  // The runner trims what .NET takes for white space: U+0085 too.
  return text.replaceAll(/^([\s\u0085]*)::/gm, '$1:\u200b:').replaceAll('##[', '#\u200b#[');
}
