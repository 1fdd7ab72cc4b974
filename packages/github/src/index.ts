export { artifactUrl, type FileUpload, type UploadOutcome, uploadFile } from './artifact.ts';
export { type GitHub, type GitHubOptions, openGitHub } from './client.ts';
export type { Stamp } from './comment-marker.ts';
export { type DeploymentRequest, ensureDeployment, requireEnvironment } from './deployment.ts';
export { type DeploymentStatusRequest, setDeploymentState } from './deployment-status.ts';
export { permissionLine } from './permissions.ts';
export { findPull, getPull, type Pull, type PullSearch } from './pull-request.ts';
export {
  findRetrainingPulls,
  type RetrainingOutcome,
  type RetrainingRequest,
  taken,
  upsertRetrainingPull,
} from './retraining-pull.ts';
export { type RetrainingPlace, type RetrainingPull, retrainingKey } from './retraining-pulls.ts';
export { addLabels, dispatchWorkflow } from './retraining-steps.ts';
export { findApproval, type ReviewSearch } from './reviews.ts';
export { COMMENT_BYTES, type CommentOutcome, type CommentRequest, upsertComment } from './sticky-comment.ts';
export { whoAmI } from './who-am-i.ts';
