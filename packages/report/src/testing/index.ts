export { hostileRecord } from './hostile-record.ts';
export {
  atNow,
  candidateCommit,
  failingRecord,
  firstRunRecord,
  guardedRecord,
  hugeRecord,
  metricsOnlyRecord,
  passingRecord,
} from './record-builder.ts';
