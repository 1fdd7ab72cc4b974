import type { Route } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';
import { checkRunRoutes } from './check-runs.ts';
import { commentRoutes } from './comments.ts';
import { commitStatusRoutes } from './commit-statuses.ts';
import { compareRoutes } from './compare.ts';
import { contentChangeRoutes } from './content-changes.ts';
import { contentRoutes } from './contents.ts';
import { deploymentStatusRoutes } from './deployment-statuses.ts';
import { deploymentRoutes } from './deployments.ts';
import { environmentRoutes } from './environments.ts';
import { gitDataRoutes } from './git-data.ts';
import { pullFileRoutes } from './pull-files.ts';
import { pullMergeRoutes } from './pull-merge.ts';
import { pullReviewRoutes } from './pull-reviews.ts';
import { pullRoutes } from './pulls.ts';
import { refUpdateRoutes } from './ref-updates.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repositories.ts';
import { settingRoutes } from './settings.ts';
import { tagObjectRoutes } from './tag-objects.ts';
import { workflowRoutes } from './workflows.ts';

const ROUTES = new Map(
  [
    ...artifactRoutes,
    ...checkRunRoutes,
    ...commentRoutes,
    ...commitStatusRoutes,
    ...compareRoutes,
    ...contentChangeRoutes,
    ...contentRoutes,
    ...deploymentRoutes,
    ...deploymentStatusRoutes,
    ...environmentRoutes,
    ...gitDataRoutes,
    ...pullFileRoutes,
    ...pullMergeRoutes,
    ...pullReviewRoutes,
    ...pullRoutes,
    ...refUpdateRoutes,
    ...releaseRoutes,
    ...repositoryRoutes,
    ...settingRoutes,
    ...tagObjectRoutes,
    ...workflowRoutes,
  ].map((route) => [`${route.method} ${route.template}`, route]),
);

/** What the emulator does well enough by itself. */
const EMULATED = [
  /^\/users?(\/[\w[\]-]+)?$/,
  /^\/repos\/[^/]+\/[^/]+\/(issues|labels|milestones|collaborators|forks)(\/|$)/,
  /^\/repos\/[^/]+\/[^/]+\/pulls\/(comments|\d+\/(comments|reviews|requested_reviewers))(\/|$)/,
];

export function routeOf(method: string, template: string): Route | undefined {
  return ROUTES.get(`${method} ${template}`);
}

export function isEmulated(pathname: string): boolean {
  return EMULATED.some((pattern) => pattern.test(pathname));
}
