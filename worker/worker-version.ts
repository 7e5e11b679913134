/** Which version of the code a worker runs, for Temporal's worker versioning. */
export interface WorkerVersion {
  readonly deploymentName: string;
  readonly buildId: string;
}

export interface VersionVariables {
  readonly TEMPORAL_DEPLOYMENT_NAME?: string | undefined;
  readonly TEMPORAL_WORKER_BUILD_ID?: string | undefined;
}

const GOOD = /^[\w-][\w.-]{0,127}$/;

/** Both or none: half a version would be none, and nobody would notice. */
export function readWorkerVersion(variables: VersionVariables): {
  /** Absent: any worker goes on with any workflow. */
  readonly version?: WorkerVersion;
  readonly problems: readonly string[];
} {
  const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId } = variables;
  const given = Object.entries({ TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId });
  const bad = given.filter(([, value]) => value !== undefined && !GOOD.test(value));
  if (bad.length > 0)
    return { problems: bad.map(([name]) => `${name} may hold letters, digits, ".", "_" and "-" only`) };
  if (deploymentName !== undefined && buildId !== undefined)
    return { version: { deploymentName, buildId }, problems: [] };
  if (deploymentName === undefined && buildId === undefined) return { problems: [] };
  const missing = given.filter(([, value]) => value === undefined);
  return { problems: missing.map(([name]) => `${name} is missing: a version of the worker needs both, or neither`) };
}
