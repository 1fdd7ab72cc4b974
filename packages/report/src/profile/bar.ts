/** A share as a bar, and a mark where the reference's is; the number stands beside it. */
export function bar(share: number, reference: number | null, tone: 'accent' | 'bad' = 'accent'): string {
  const at = (x: number) => Math.round(Math.max(0, Math.min(1, x)) * 1000) / 10;
  const mark = reference === null ? '' : `<path class="reference" d="M${at(reference)} 0V10"/>`;
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="10"/><rect class="${tone}" width="${at(share)}" height="10"/>${mark}</svg>`;
}
