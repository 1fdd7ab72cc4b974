export { git, gitEnvironment, tryGit } from './git-command.ts';
export { type GitTokens, gitHttpServer } from './git-http-server.ts';
export {
  bareRepository,
  type FileContent,
  TemporaryRepository,
  temporaryRepository,
} from './temporary-repository.ts';
