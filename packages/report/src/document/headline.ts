import type { Outcome, RunRecord } from '@assay/contract';
import { ageInWords } from '../text/age.ts';
import { shortCommit } from '../text/words.ts';
import { comparisonWith } from './comparison.ts';
import type { Headline, Line, Tone } from './model.ts';
import { code, joined, line } from './spans.ts';

const outcomes: Record<Outcome, { emoji: string; tone: Tone }> = {
  pass: { emoji: '✅', tone: 'good' },
  fail: { emoji: '❌', tone: 'bad' },
  inconclusive: { emoji: '❔', tone: 'unsure' },
};

/** The outcome where there is a verdict; else the worst thing that is known; else what there is. */
function said(record: RunRecord): { emoji: string; word: string; tone: Tone; of: boolean } {
  if (record.verdict !== undefined) {
    return { ...outcomes[record.verdict.outcome], word: record.verdict.outcome, of: false };
  }
  if (record.training !== undefined && record.training.outcome !== 'trained') {
    const word = record.training.outcome === 'failed' ? 'training failed' : 'training was cut off';
    return { emoji: '❌', word, tone: 'bad', of: false };
  }
  if (record.data?.some((report) => report.outcome === 'fail')) {
    return { emoji: '❌', word: 'data checks fail', tone: 'bad', of: false };
  }
  if (record.evaluation !== undefined) return { emoji: '📊', word: 'metrics', tone: 'plain', of: true };
  if (record.training !== undefined) return { emoji: '📊', word: 'training', tone: 'plain', of: true };
  if (record.data !== undefined) return { emoji: '📊', word: 'data checks', tone: 'plain', of: true };
  return { emoji: '📊', word: 'nothing recorded yet', tone: 'plain', of: false };
}

function commits(record: RunRecord, now: Date): Line {
  const { commit, branch, dirty } = record.source;
  const base = comparisonWith(record, 'base');
  return [
    ...(commit === null ? [] : line(code(shortCommit(commit)))),
    ...(branch === null ? [] : line(commit === null ? 'on ' : ' on ', code(branch))),
    ...(dirty ? line(' with changes that are not committed') : []),
    ...(base?.commit == null ? [] : line(' against base ', code(shortCommit(base.commit)))),
    ...(base?.commit == null || base.recorded === null ? [] : line(` (${ageInWords(base.recorded, now)})`)),
  ];
}

/** First line: outcome, model, both commits, the baseline's age. */
export function headlineOf(record: RunRecord, now: Date): Headline {
  const { emoji, word, tone, of } = said(record);
  const title = of ? line(`${word} of `, record.model) : line(record.model, `: ${word}`);
  const about = commits(record, now);
  return {
    emoji,
    word,
    tone,
    model: record.model,
    commits: about,
    line: joined([title, ...(about.length === 0 ? [] : [about])]),
  };
}
