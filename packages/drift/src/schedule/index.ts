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
