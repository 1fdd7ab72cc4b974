import type { Answer } from './answer.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import type { Emulator } from './emulator.ts';
import type { GitStore } from './git-store.ts';
import type { Grant } from './grants.ts';
import type { JsonObject } from './openapi/json-schema.ts';

/** What routes of our own stand on. */
export interface World {
  /** Where the stand-in answers, for links. */
  url: string;
  git: GitStore;
  emulator: Emulator;
  artifacts: ArtifactStore;
}

/** A request that has passed all checks that are common to routes. */
export interface ApiRequest {
  method: string;
  url: URL;
  /** `owner/name` */
  repository: string;
  params: Record<string, string>;
  body: JsonObject;
  grant: Grant;
  accept: string;
}

export interface Route {
  method: string;
  /** As the description of the API names it. */
  template: string;
  answer(request: ApiRequest, world: World): Promise<Answer> | Answer;
}
