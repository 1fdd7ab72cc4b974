export { hostileRecord } from './hostile-record.ts';
export {
  atNow,
  candidateCommit,
  failingRecord,
  firstRunRecord,
  grownRecord,
  guardedRecord,
  hugeRecord,
  metricsOnlyRecord,
  passingRecord,
} from './record-builder.ts';
