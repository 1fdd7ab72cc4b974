/** The branch that holds the ledger. */
export const LEDGER_BRANCH = 'assay-ledger';

/** Refs that hold the predictions of recorded runs, one each, so that old ones can be dropped. */
const PREDICTIONS_REFS = 'refs/assay/predictions/';

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
  return `runs/${encodeName(model)}/${commit.slice(0, 2)}/${commit}.json`;
}

/** Where the verdict on a model's bytes is kept. */
export function verdictPath(model: string, artifactDigest: string): string {
  return `verdicts/${encodeName(model)}/${encodeName(artifactDigest)}.json`;
}

/** The ref that holds the predictions with a digest. */
export function predictionsRef(digest: string): string {
  return `${PREDICTIONS_REFS}${digest.replace('sha256:', '')}`;
}
