import type { Route } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';
import { checkRunRoutes } from './check-runs.ts';
import { commentRoutes } from './comments.ts';
import { contentRoutes } from './contents.ts';
import { pullRoutes } from './pulls.ts';

const ROUTES = new Map(
  [...artifactRoutes, ...checkRunRoutes, ...commentRoutes, ...contentRoutes, ...pullRoutes].map((route) => [
    `${route.method} ${route.template}`,
    route,
  ]),
);

/** What the emulator does well enough by itself, by the path behind /repos/{owner}/{repo}. */
const EMULATED =
  /^($|\/(issues|labels|milestones|collaborators|forks)(\/|$)|\/pulls\/(comments|\d+\/(comments|reviews|requested_reviewers))(\/|$))/;

export function routeOf(method: string, template: string): Route | undefined {
  return ROUTES.get(`${method} ${template}`);
}

export function isEmulated(rest: string): boolean {
  return EMULATED.test(rest);
}
