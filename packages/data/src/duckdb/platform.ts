/**
 * The platform as DuckDB names its npm packages: `linux-x64`, `linux-arm64-musl`, `win32-x64`.
 *
 * On Linux the C library matters too, and Node's own report is the one place that tells without a child process.
 */
export function currentPlatform(): string {
  const name = `${process.platform}-${process.arch}`;
  return process.platform === 'linux' && !runsOnGlibc() ? `${name}-musl` : name;
}

function runsOnGlibc(): boolean {
  Object.assign(process.report, { excludeNetwork: true }); // else the report may look up host names
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}
