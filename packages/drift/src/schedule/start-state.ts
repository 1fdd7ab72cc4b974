import { COMPONENTS } from '@assay/stats';
import { shareCount } from './column-shares.ts';
import type { MonitorSettings, MonitorState, Reference, WatchedMetric } from './monitor-state.ts';

/**
 * The state of a monitor that has seen no batch. The number of rows is always watched.
 *
 * @param watch.metrics names of the metrics that are watched besides
 * @param watch.replaces the state that this one takes the place of, and why: see {@link whyNewBaseline}
 */
export function startState(
  reference: Reference,
  settings: MonitorSettings,
  watch: { metrics: readonly string[]; replaces?: { state: MonitorState; why: string } },
): MonitorState {
  const { replaces } = watch;
  const metric = (name: string, kind: WatchedMetric['kind']): WatchedMetric => {
    return { name, kind, history: new Float64Array(), level: 0 };
  };
  return {
    settings,
    reference: { digest: reference.digest, rows: reference.rows },
    columns: reference.columns
      .map((column) => ({ ...column, levels: new Float32Array(COMPONENTS * shareCount(column.cells)) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    metrics: [metric('rows', 'rows'), ...[...watch.metrics].sort().map((name) => metric(name, 'metric'))],
    checks: 0,
    batches: [],
    alarm: null,
    replaced: replaces
      ? {
          reference: replaces.state.reference.digest,
          checks: replaces.state.checks,
          alarm: replaces.state.alarm ?? replaces.state.replaced?.alarm ?? null,
          why: replaces.why,
        }
      : null,
  };
}

/**
 * Why a monitor must begin anew, or null where it can carry on with `{ ...state, settings }`: what it has gathered is
 * evidence against one margin, around one reference, of the columns and metrics that were watched. Patience and false
 * alarms only say how much evidence is enough, and may change on the way.
 */
export function whyNewBaseline(
  state: MonitorState,
  now: {
    reference: string;
    settings: MonitorSettings;
    columns: readonly string[];
    metrics: readonly string[];
  },
): string | null {
  const { settings } = state;
  const same = (a: readonly string[], b: readonly string[]) =>
    JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
  const names = (streams: readonly { name: string }[]) => streams.map(({ name }) => name);
  if (state.reference.digest !== now.reference) return 'the reference changed';
  if (settings.margin !== now.settings.margin) {
    return `the margin changed from ${settings.margin} to ${now.settings.margin}`;
  }
  if (settings.designEffect !== now.settings.designEffect) {
    return `the design effect changed from ${settings.designEffect} to ${now.settings.designEffect}`;
  }
  if (!same(names(state.columns), now.columns)) return 'other columns are watched';
  const metrics = state.metrics.filter(({ kind }) => kind === 'metric');
  return same(names(metrics), now.metrics) ? null : 'other metrics are watched';
}
