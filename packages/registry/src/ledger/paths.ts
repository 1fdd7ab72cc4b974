/** The branch that holds the ledger. */
export const LEDGER_BRANCH = 'assay-ledger';

/** Refs that hold the predictions of recorded runs, one each, so that old ones can be dropped. */
const PREDICTIONS_REFS = 'refs/assay/predictions/';

/** Refs that hold the bytes of recorded models, one each. */
const MODELS_REFS = 'refs/assay/models/';

/** A name as a file name: letters, digits, `-`, `_` and `.` stay, all else is percent-encoded. */
export function encodeName(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /[!'()*~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replace(/^\.+/, (dots) => '%2E'.repeat(dots.length));
}

/** Where the record of a commit is kept. */
export function runPath(model: string, commit: string): string {
  return `${runsFolder(model)}/${commit.slice(0, 2)}/${commit}.json`;
}

/** The folder of a model's records. */
export function runsFolder(model: string): string {
  return `runs/${encodeName(model)}`;
}

/** Where the verdict on a model's bytes is kept. */
export function verdictPath(model: string, artifactDigest: string): string {
  return `verdicts/${encodeName(model)}/${encodeName(artifactDigest)}.json`;
}

/** Where the detector of a monitor keeps its state. */
export function driftPath(model: string, monitor: string): string {
  return `${driftFolder(model)}/${encodeName(monitor)}.json`;
}

/** The folder of a model's monitors; each is a file by its name, percent-encoded. */
export function driftFolder(model: string): string {
  return `drift/${encodeName(model)}`;
}

/** Where a registered version is kept. */
export function versionPath(model: string, version: string): string {
  return `${versionsFolder(model)}/${encodeName(version)}.json`;
}

/** The folder of a model's registered versions. */
export function versionsFolder(model: string): string {
  return `versions/${encodeName(model)}`;
}

/** The folder of an environment's deployments; each is a file named by its id. */
export function deploymentsFolder(environment: string): string {
  return `deployments/${encodeName(environment)}`;
}

/** Where it is kept whose turn it is to deploy a model to an environment. */
export function turnPath(environment: string, model: string): string {
  return `${deploymentsFolder(environment)}/turn-${encodeName(model)}.json`;
}

/** Where the attempts at retraining a model are kept. */
export function retrainingPath(model: string): string {
  return `retraining/${encodeName(model)}.json`;
}

/** Where it is kept which models an evaluation set has answered about. */
export function testSetPath(set: string): string {
  return `testsets/${encodeName(set)}.json`;
}

/** The ref that holds the predictions with a digest. */
export function predictionsRef(digest: string): string {
  return `${PREDICTIONS_REFS}${digest.replace('sha256:', '')}`;
}

/** The ref that holds the model with a digest. */
export function modelRef(digest: string): string {
  return `${MODELS_REFS}${digest.replace('sha256:', '')}`;
}
