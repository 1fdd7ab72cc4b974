export { artifactUrl, type FileUpload, type UploadOutcome, uploadFile } from './artifact.ts';
export { type GitHub, type GitHubOptions, openGitHub } from './client.ts';
export type { Stamp } from './comment-marker.ts';
export { permissionLine } from './permissions.ts';
export { findPull, getPull, type Pull, type PullSearch } from './pull-request.ts';
export { COMMENT_BYTES, type CommentOutcome, type CommentRequest, upsertComment } from './sticky-comment.ts';
