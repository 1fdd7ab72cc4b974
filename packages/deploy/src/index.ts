export { inService, inServiceAt, lastGood } from './deployments.ts';
export type {
  AnnouncedState,
  Announcer,
  EnvironmentState,
  Journal,
  Ports,
  RollOutRequest,
  Step,
  VerifiedVersion,
} from './ports.ts';
export { type RollOut, rollOut } from './roll-out.ts';
export {
  checkHealthUrl,
  endDeployCommands,
  putIntoService,
  type Service,
  type ServiceDeps,
  type ServiceRequest,
} from './service/put-into-service.ts';
