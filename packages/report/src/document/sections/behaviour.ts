import type { RunRecord } from '@assay/contract';
import { formatCount, formatShare } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import type { Section } from '../model.ts';
import { code, joined, line } from '../spans.ts';

/** Behavioural tests by capability, those that fail most first, with some that fail by their ids. */
export function behaviourSection({ evaluation }: RunRecord): Section | null {
  const tested = evaluation?.behaviour;
  if (tested === undefined || tested.length === 0) return null;
  const share = ({ failures, n }: (typeof tested)[number]) => failures / n;
  const failing = tested.reduce((sum, { failures }) => sum + failures, 0);
  const all = tested.reduce((sum, { n }) => sum + n, 0);
  return {
    id: 'behaviour',
    title: 'behaviour',
    summary: line(`${formatCount(failing)} of ${counted(all, 'test')} fail`),
    tone: failing === 0 ? 'plain' : 'warning',
    open: false,
    blocks: [
      {
        kind: 'table',
        caption: 'Behavioural tests by capability',
        columns: [
          { title: 'capability', align: 'left' },
          { title: 'fail', align: 'right' },
          { title: 'tests', align: 'right' },
          { title: 'share', align: 'right' },
          { title: 'such as', align: 'left' },
        ],
        rows: [...tested]
          .sort((a, b) => share(b) - share(a))
          .map((of) => ({
            tone: of.failures === 0 ? ('plain' as const) : ('warning' as const),
            cells: [
              line(code(of.capability)),
              line(formatCount(of.failures)),
              line(formatCount(of.n)),
              line(formatShare(share(of))),
              joined(
                of.examples.map((name) => line(code(name))),
                ', ',
              ),
            ],
          })),
      },
    ],
  };
}
