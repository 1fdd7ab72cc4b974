import type { DriftReport } from '@assay/contract';
import { code, line } from '../document/spans.ts';
import { markdownLine } from '../markdown/escape.ts';

/** The comment on a retraining pull request whose branch holds commits of people, when a new batch asks for another. */
export function renderBranchKept({ batch, why }: DriftReport, branch: string): string {
  const lines = [
    line('The batch ', code(batch), ` asks for a retraining too: ${why}.`),
    line('The branch ', code(branch), ' has commits that Assay did not make, so it was left as it is.'),
    line(
      'Merge it as it is, or close it and delete the branch: Assay then opens a new one after the cool-down, or at once by force.',
    ),
  ];
  return `${lines.map(markdownLine).join('\n\n')}\n`;
}
