export { type DriftStateDocument, driftStateSchema } from './drift-state-schema.ts';
export { decodeState, encodeState } from './encode-state.ts';
export type {
  Alarm,
  Batch,
  MonitorSettings,
  MonitorState,
  Reference,
  SeenBatch,
  StreamFinding,
  WatchedColumn,
  WatchedMetric,
} from './monitor-state.ts';
export { startState, whyNewBaseline } from './start-state.ts';
export { type Update, updateState } from './update-state.ts';
