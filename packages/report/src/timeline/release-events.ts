import type { Deployment, Version } from '@assay/contract';
import type { Line, Table, Tone } from '../document/model.ts';
import { code, joined, line } from '../document/spans.ts';
import { formatNumber } from '../text/number.ts';
import { boundTo, minuteOf } from './event-lines.ts';
import type { TimelineEvent } from './model.ts';

/** A version that was registered, with all that it is bound to. */
export function versionEvent(version: Version): TimelineEvent {
  const { at, commit, artifact, tag, by, run, metrics } = version;
  const figures = Object.entries(metrics).map(([name, value]) => line(code(name), ` ${formatNumber(value)}`));
  return {
    at,
    kind: 'version',
    tone: 'good',
    title: version.version,
    lines: [
      ...(figures.length === 0 ? [] : [joined(figures)]),
      joined([line('tag ', code(tag)), boundTo({ commit, model: artifact, by, run })]),
    ],
    lineage: lineage(version),
  };
}

function lineage({ version, tag, commit, artifact, policy, set, record }: Version): Table {
  const entries: [string, string | null][] = [
    ['tag', tag],
    ['commit', commit],
    ['model', artifact],
    ['policy', policy],
    ['evaluation set', set],
    ['record', record],
  ];
  return {
    kind: 'table',
    caption: `What ${version} is bound to`,
    columns: [
      { title: 'what', align: 'left' },
      { title: 'which', align: 'left' },
    ],
    rows: entries
      .filter(([, value]) => value !== null)
      .map(([name, value]) => ({ tone: 'plain', cells: [line(name), line(code(value ?? ''))] })),
  };
}

/** A deployment, and what became of it. */
export function deploymentEvent(one: Deployment, all: readonly Deployment[]): TimelineEvent {
  const { started, from, to, environment, artifact, outcome, why, by, run } = one;
  const undone = all.find(({ id }) => id === one['rolls-back']);
  const [tone, title] = saidOf(one, undone);
  const served: Line[] =
    from === null
      ? []
      : [line(`in service from ${minuteOf(from)} ${to === null ? 'on' : `to ${minuteOf(to)}`}`)];
  return {
    at: from ?? started,
    kind: environment,
    tone,
    title,
    lines: [...(outcome === 'pending' ? [] : [line(why)]), ...served, boundTo({ model: artifact, by, run })],
  };
}

function saidOf({ outcome, version }: Deployment, undone: Deployment | undefined): [Tone, string] {
  const back = undone === undefined ? '' : `, in the place of ${undone.version}`;
  switch (outcome) {
    case 'healthy':
      return undone === undefined
        ? ['good', `${version} in service`]
        : ['warning', `back to ${version}${back}`];
    case 'unhealthy':
      return ['bad', `${version} did not become healthy${back}`];
    case 'failed':
      return ['bad', `${version} could not be deployed${back}`];
    case 'pending':
      return ['plain', `${version}: begun, and not heard of since`];
  }
}
