export { type Deployment, deploymentSchema, type Turn, turnSchema } from './deployment.ts';
export {
  type DriftFinding,
  type DriftOutcome,
  type DriftReport,
  driftReportSchema,
} from './drift-report.ts';
export { type Retraining, retrainingSchema } from './retraining.ts';
export { type Look, type TestSet, testSetSchema } from './test-set.ts';
export { type Version, versionNameSchema, versionSchema } from './version.ts';
