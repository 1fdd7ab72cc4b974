import { notFound } from '../answer.ts';
import { protectionsOf } from '../ref-protection.ts';
import { settingsOf } from '../settings.ts';
import type { Route } from '../world.ts';

const WORKFLOW = '/repos/{owner}/{repo}/actions/permissions/workflow';

/** What administrators set up. */
export const settingRoutes: Route[] = [
  {
    method: 'GET',
    template: WORKFLOW,
    answer({ repository }, world) {
      const { actionsMayOpenPulls, workflowPermissions } = settingsOf(repository, world);
      const body = {
        default_workflow_permissions: workflowPermissions,
        can_approve_pull_request_reviews: actionsMayOpenPulls,
      };
      return { status: 200, body };
    },
  },
  {
    method: 'PUT',
    template: WORKFLOW,
    answer({ repository, body }, world) {
      const settings = settingsOf(repository, world);
      const mayOpen = body['can_approve_pull_request_reviews'];
      if (typeof mayOpen === 'boolean') settings.actionsMayOpenPulls = mayOpen;
      const permissions = body['default_workflow_permissions'];
      if (permissions === 'read' || permissions === 'write') settings.workflowPermissions = permissions;
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    template: '/repos/{owner}/{repo}/branches/{branch}/protection',
    answer({ repository, params }, world) {
      const all = protectionsOf(world);
      const refs = `refs/heads/${params['branch']}`;
      const index = all.findIndex((one) => one.repository === repository && one.refs === refs);
      if (index < 0) return notFound();
      all.splice(index, 1);
      return { status: 204 };
    },
  },
];
